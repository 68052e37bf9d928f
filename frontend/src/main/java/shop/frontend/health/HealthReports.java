package shop.frontend.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import shop.frontend.Calls;
import shop.frontend.Calls.Answer;
import shop.frontend.FrontendConfig;
import shop.frontend.health.Health.Mail;
import shop.frontend.health.Health.NewestError;
import shop.frontend.health.Health.Part;
import shop.frontend.trace.Logs;

/** Collects the shop's health, at most once in two seconds, however many pages ask. */
@Singleton
class HealthReports {

    private static final String ERROR_TRACKER = "bugsink";
    private static final Duration VALIDITY = Duration.ofSeconds(2);

    private final Calls calls;
    private final FrontendConfig config;
    private final Prometheus prometheus;
    private final ServiceSamples samples;
    private final Logs logs;
    private Health newest;

    HealthReports(Calls calls, FrontendConfig config, Prometheus prometheus, ServiceSamples samples, Logs logs) {
        this.calls = calls;
        this.config = config;
        this.prometheus = prometheus;
        this.samples = samples;
        this.logs = logs;
    }

    synchronized Health newest() {
        if (newest == null || newest.at().plus(VALIDITY).isBefore(Instant.now())) {
            newest = collect();
        }
        return newest;
    }

    private Health collect() {
        var probes = probes();
        var mails = program("mailpit", "/api/v1/messages?limit=1");
        var errors = logs.newestError();
        var report = prometheus.report();
        var newestErrors = errors.get();
        var newestMails = mails.flatMap(calls::json);

        var parts = new ArrayList<Part>();
        parts.add(new Part("prometheus", report.isPresent()));
        parts.add(new Part("loki", newestErrors.isPresent()));
        parts.add(new Part("mailpit", newestMails.isPresent()));
        probes.forEach((id, probe) ->
                parts.add(new Part(id, probe.map(HealthReports::answers).orElse(false))));
        var hasErrorTracker = parts.contains(new Part(ERROR_TRACKER, true));
        return new Health(
                Instant.now(),
                parts,
                report.isPresent() ? "prometheus" : "services",
                report.map(Prometheus.Report::services).orElseGet(samples::services),
                report.map(Prometheus.Report::objectives).orElse(null),
                report.map(Prometheus.Report::alerts).orElse(null),
                newestMails.flatMap(this::mail).orElse(null),
                newestErrors.stream()
                        .flatMap(List::stream)
                        .findFirst()
                        .map(line -> error(line, hasErrorTracker))
                        .orElse(null));
    }

    private Map<String, Optional<Future<Answer>>> probes() {
        var probes = new LinkedHashMap<String, Optional<Future<Answer>>>();
        // What a program itself answers, and nothing in its place.
        probes.put("jaeger", program("jaeger", "/api/services"));
        probes.put("alertmanager", program("alertmanager", "/-/ready"));
        probes.put(ERROR_TRACKER, program(ERROR_TRACKER, "/"));
        probes.put("grafana", program("grafana", "/api/health"));
        config.services()
                .forEach((name, service) -> probes.put(
                        name, Optional.of(calls.get(Calls.address(service.managementUrl(), "/q/health/live")))));
        return probes;
    }

    private Optional<Future<Answer>> program(String id, String path) {
        return config.program(id).map(url -> calls.get(Calls.address(url, path)));
    }

    private Optional<String> link(String id) {
        return Optional.ofNullable(config.programs().get(id)).flatMap(FrontendConfig.Program::link);
    }

    private static boolean answers(Future<Answer> probe) {
        try {
            return Calls.await(probe).status() < 400;
        } catch (CompletionException e) {
            return false;
        }
    }

    private Optional<Mail> mail(JsonNode mails) {
        var mail = mails.path("messages").path(0);
        return mail.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Mail(
                        mail.path("Subject").asText(),
                        mail.path("Created").asText(),
                        link("mailpit")
                                .map(link -> link + "/view/" + mail.path("ID").asText())
                                .orElse(null)));
    }

    private NewestError error(Logs.Line line, boolean hasErrorTracker) {
        return new NewestError(
                line.message(),
                line.service(),
                line.at(),
                line.traceId(),
                link(ERROR_TRACKER)
                        .filter(_ -> hasErrorTracker && line.traceId() != null)
                        .map(link -> link + "/issues/1/?q=trace:" + line.traceId())
                        .orElse(null));
    }
}
