package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.backends.TemporaryFolder;

/** From an alert to the mail about it, by a real Alertmanager and Mailpit, where this machine has both. */
class AlertMailStackTest {
    private static final Path STACK = Path.of(System.getProperty("shop.root", "../.."), "observability-stack");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TemporaryFolder folder = new TemporaryFolder("alert-mail-test-");
    private final HttpClient http = HttpClient.newHttpClient();
    private Companion mailpit;
    private Companion alertmanager;

    @BeforeEach
    void start() {
        for (var kind : List.of(Companion.Kind.MAILPIT, Companion.Kind.ALERTMANAGER)) {
            assumeTrue(kind.executable().isPresent(), kind.id() + " is not on the PATH");
            assumeTrue(kind.takenPort().isEmpty(), "a port of " + kind.id() + " is taken");
        }
        mailpit = start(Companion.Kind.MAILPIT);
        alertmanager = start(Companion.Kind.ALERTMANAGER);
    }

    @AfterEach
    void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
        if (mailpit != null) {
            mailpit.close();
        }
        http.close();
        folder.close();
    }

    @Test
    void tells_the_cause_and_is_silent_about_its_symptoms() throws Exception {
        raise(
                alert("ServiceDown", "order-service", "critical"),
                alert("HighErrorRate", "order-service", "critical"),
                alert("SlowResponseTime", "order-service", "warning"),
                alert("HighErrorRate", "user-service", "critical"),
                alert("ErrorBudgetBurnFast", "user-service", "critical"),
                alert("ErrorBudgetBurnSlow", "user-service", "warning"),
                alert("RedisDown", "redis", "critical"),
                alert("CacheHitRatioLow", "user-service", "warning"),
                alert("Watchdog", "prometheus", "none"));

        assertThat(inhibited())
                .containsExactlyInAnyOrder(
                        "HighErrorRate order-service",
                        "SlowResponseTime order-service",
                        "ErrorBudgetBurnSlow user-service",
                        "CacheHitRatioLow user-service");
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(subjects())
                .containsExactlyInAnyOrder(
                        "[FIRING] ServiceDown order-service: is not well",
                        "[FIRING] HighErrorRate user-service: is not well",
                        "[FIRING] ErrorBudgetBurnFast user-service: is not well",
                        "[FIRING] RedisDown redis: is not well"));

        raise(alert("DatabaseDown", "postgres", "critical"));

        assertThat(inhibited())
                .contains("HighErrorRate user-service", "ErrorBudgetBurnFast user-service")
                .doesNotContain("ServiceDown order-service", "RedisDown redis");
    }

    private Companion start(Companion.Kind kind) {
        var companion = Companion.start(kind, kind.executable().orElseThrow(), STACK.toAbsolutePath(), folder.path());
        assertThat(companion.isReady(http)).as(companion.lastLine()).isTrue();
        return companion;
    }

    private static Alert alert(String name, String job, String severity) {
        return new Alert(
                Map.of("alertname", name, "job", job, "severity", severity),
                Map.of("summary", job + " is not well"),
                Instant.now().plus(Duration.ofHours(1)).toString());
    }

    private void raise(Alert... alerts) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:9093/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(alerts)))
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    private List<String> inhibited() throws Exception {
        var active = get("http://localhost:9093/api/v2/alerts");
        return StreamSupport.stream(active.spliterator(), false)
                .filter(alert -> !alert.at("/status/inhibitedBy").isEmpty())
                .map(alert -> alert.at("/labels/alertname").asText() + " "
                        + alert.at("/labels/job").asText())
                .toList();
    }

    private List<String> subjects() throws Exception {
        return get("http://localhost:8025/api/v1/messages").get("messages").findValuesAsText("Subject");
    }

    private JsonNode get(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private record Alert(Map<String, String> labels, Map<String, String> annotations, String endsAt) {}
}
