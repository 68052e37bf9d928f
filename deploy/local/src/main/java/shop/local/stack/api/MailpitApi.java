package shop.local.stack.api;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Client for Mailpit's API. */
public final class MailpitApi {
    private static final int MOST = 500;

    private final HttpApi api;

    public MailpitApi(URI base) {
        this.api = new HttpApi(base);
    }

    /** Mails received after an instant, newest first. */
    public List<Mail> since(Instant instant) {
        return PrometheusApi.stream(api.json("/api/v1/messages?limit=" + MOST).path("messages"))
                .map(mail -> new Mail(
                        mail.path("ID").asText(),
                        mail.path("Subject").asText(),
                        OffsetDateTime.parse(mail.path("Created").asText()).toInstant()))
                .filter(mail -> mail.created().isAfter(instant))
                .toList();
    }

    /** The plain text of a mail. */
    public String text(Mail mail) {
        return api.json("/api/v1/message/" + mail.id()).path("Text").asText();
    }

    /** The mail's page. */
    public URI page(Mail mail) {
        return api.page("/view/" + mail.id());
    }

    /** A received mail. */
    public record Mail(String id, String subject, Instant created) {
        /**
         * Whether the mail reports this status of an alert.
         *
         * @param status FIRING or RESOLVED
         * @param job empty for any job
         */
        public boolean says(String status, String alert, String job) {
            return subject.matches("\\[" + status + "[^]]*\\] " + alert + "\\b.*") && subject.contains(job);
        }
    }
}
