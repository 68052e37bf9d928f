package shop.backends.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StubSentryTest {
    private static final String ENVELOPE = """
            {"event_id":"e1","trace":{"trace_id":"t1"}}
            {"type":"event","length":34}
            {"message":"it broke\\nhere","n":1}
            {"type":"client_report"}
            {"discarded_events":[]}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StubSentry receiver = StubSentry.start();

    @AfterEach
    void stop() {
        receiver.close();
        http.close();
    }

    @Test
    void keeps_events_and_client_reports() throws Exception {
        assertThat(send(ENVELOPE.getBytes(StandardCharsets.UTF_8), "")).isEqualTo(200);

        assertThat(receiver.events()).hasSize(1);
        assertThat(receiver.events().getFirst().path("message").asText()).isEqualTo("it broke\nhere");
        assertThat(receiver.clientReports()).hasSize(1);
        assertThat(receiver.transactions()).isEmpty();
        assertThat(receiver.envelopes()
                        .getFirst()
                        .header()
                        .at("/trace/trace_id")
                        .asText())
                .isEqualTo("t1");
    }

    @Test
    void accepts_gzip() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(packed)) {
            stream.write(ENVELOPE.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(send(packed.toByteArray(), "gzip")).isEqualTo(200);

        assertThat(receiver.events()).hasSize(1);
    }

    @Test
    void rejects_a_body_that_is_no_envelope() throws Exception {
        assertThat(send("nonsense".getBytes(StandardCharsets.UTF_8), "")).isEqualTo(400);
        assertThat(send("nonsense".getBytes(StandardCharsets.UTF_8), "gzip")).isEqualTo(400);
        assertThat(send("{}\n{\"type\":\"event\",\"length\":99}\n{}".getBytes(StandardCharsets.UTF_8), ""))
                .isEqualTo(400);

        assertThat(receiver.envelopes()).isEmpty();
    }

    private int send(byte[] body, String encoding) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + "/api/1/envelope/"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
