package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.backends.process.TemporaryFolder;

/** Alert mails, through a real Alertmanager and Mailpit. */
@Tag("stack")
class AlertMailStackTest {
    private static final Path STACK = Path.of(System.getProperty("shop.root", "../.."), "observability-stack");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final TemporaryFolder folder = new TemporaryFolder("alert-mail-test-");
    private final HttpClient http = HttpClient.newHttpClient();
    private final PortMap ports = PortMap.free(Stream.of(StackProgram.Kind.MAILPIT, StackProgram.Kind.ALERTMANAGER)
            .flatMap(kind -> kind.ports().stream())
            .toList());
    // Bodies of received requests, by path.
    private final Map<String, Queue<JsonNode>> posted = new ConcurrentHashMap<>();
    private HttpServer receivers;
    private StackProgram mailpit;
    private StackProgram alertmanager;

    @BeforeEach
    void start() throws IOException {
        receivers = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        receivers.createContext("/", this::receive);
        receivers.start();
        mailpit = start(StackProgram.Kind.MAILPIT);
        alertmanager = start(StackProgram.Kind.ALERTMANAGER);
    }

    @AfterEach
    void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
        if (mailpit != null) {
            mailpit.close();
        }
        receivers.stop(0);
        http.close();
        folder.close();
    }

    @Test
    void mails_a_cause_without_its_symptoms() throws Exception {
        raise(
                alert("ServiceDown", "order-service", "critical"),
                alert("HighErrorRate", "order-service", "critical"),
                alert("SlowResponseTime", "order-service", "warning"),
                alert("HighErrorRate", "user-service", "critical"),
                alert("ErrorBudgetBurnFast", "user-service", "critical"),
                alert("ErrorBudgetBurnSlow", "user-service", "warning"),
                alert("HighErrorRate", "frontend", "critical"),
                alert("ErrorBudgetBurnFast", "frontend", "critical"),
                alert("TelemetryDropped", "frontend", "warning"),
                alert("RedisDown", "redis", "critical"),
                alert("CacheHitRatioLow", "user-service", "warning"),
                alert("ConsumerLag", "user-service", "warning"),
                alert("OutboxStalled", "user-service", "warning"),
                alert("RejectionsHigh", "inventory-service", "warning"),
                alert("Watchdog", "prometheus", "none"));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(inhibited())
                        .containsExactlyInAnyOrder(
                                "HighErrorRate order-service",
                                "SlowResponseTime order-service",
                                "ErrorBudgetBurnSlow user-service",
                                "HighErrorRate frontend",
                                "ErrorBudgetBurnFast frontend",
                                "CacheHitRatioLow user-service",
                                "ConsumerLag user-service"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(subjects())
                        .containsExactlyInAnyOrder(
                                "[FIRING] ServiceDown order-service: is broken",
                                "[FIRING] HighErrorRate user-service: is broken",
                                "[FIRING] ErrorBudgetBurnFast user-service: is broken",
                                "[FIRING] TelemetryDropped frontend: is broken",
                                "[FIRING] RedisDown redis: is broken",
                                "[FIRING] OutboxStalled user-service: is broken",
                                "[FIRING] RejectionsHigh inventory-service: is broken"));

        raise(alert("DatabaseDown", "postgres", "critical"));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(inhibited())
                        .contains(
                                "HighErrorRate user-service",
                                "ErrorBudgetBurnFast user-service",
                                "RejectionsHigh inventory-service")
                        .doesNotContain("ServiceDown order-service", "RedisDown redis"));
    }

    @Test
    void mails_what_the_frontend_itself_causes() throws Exception {
        raise(
                alert("HighErrorRate", "frontend", "critical"),
                alert("SlowResponseTime", "frontend", "warning"),
                alert("SlowResponseTime", "order-service", "warning"));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(subjects())
                        .containsExactlyInAnyOrder(
                                "[FIRING] HighErrorRate frontend: is broken",
                                "[FIRING] SlowResponseTime order-service: is broken"));
    }

    @Test
    void notifies_chat_and_webhook_like_mail_and_the_dead_mans_switch_by_the_watchdog() throws Exception {
        raise(alert("HighErrorRate", "order-service", "critical"), alert("Watchdog", "prometheus", "none"));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(posted).containsOnlyKeys("/slack", "/hook", "/switch");
            assertThat(posted.get("/slack")).singleElement().satisfies(message -> {
                assertThat(message.path("channel").asText()).isEqualTo("#alerts");
                assertThat(message.toString())
                        .contains("[FIRING] HighErrorRate order-service: is broken", "|Failed traces>");
            });
            assertThat(posted.get("/hook"))
                    .singleElement()
                    .satisfies(message -> assertThat(names(message)).containsExactly("HighErrorRate"));
            assertThat(posted.get("/switch"))
                    .first()
                    .satisfies(message -> assertThat(names(message)).containsExactly("Watchdog"));
        });
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var message = JSON.readTree(exchange.getRequestBody());
            posted.computeIfAbsent(exchange.getRequestURI().getPath(), _ -> new ConcurrentLinkedQueue<>())
                    .add(message);
            // Slack requires this response; other receivers ignore it.
            var answer = "ok".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static List<String> names(JsonNode message) {
        return message.path("alerts")
                .valueStream()
                .map(alert -> alert.at("/labels/alertname").asText())
                .toList();
    }

    private StackProgram start(StackProgram.Kind kind) {
        var executable = kind.executable();
        assertThat(executable)
                .as("%s on the PATH; `make programs` builds it", kind.id())
                .isPresent();
        var program = StackProgram.start(kind, executable.get(), STACK.toAbsolutePath(), folder.path(), adaptation());
        assertThat(program.isReady(http)).as(program.lastLine()).isTrue();
        return program;
    }

    /** At free ports, with receivers for chat, webhook and dead man's switch next to the mailbox. */
    private StackProgram.Adaptation adaptation() {
        var receiver = "http://localhost:" + receivers.getAddress().getPort();
        return new StackProgram.Adaptation() {
            @Override
            public String ofAddress(String text) {
                return ports.adapt(text);
            }

            @Override
            public String ofFile(String text) {
                return ports.adapt(text);
            }

            @Override
            public Map<String, String> environment() {
                return Map.of(
                        "SLACK_WEBHOOK_URL", receiver + "/slack",
                        "SLACK_CHANNEL", "#alerts",
                        "ALERT_WEBHOOK_URL", receiver + "/hook",
                        "DEAD_MANS_SWITCH_URL", receiver + "/switch");
            }
        };
    }

    private static Alert alert(String name, String job, String severity) {
        return new Alert(
                Map.of("alertname", name, "job", job, "severity", severity),
                Map.of("summary", job + " is broken"),
                Instant.now().plus(Duration.ofHours(1)).toString());
    }

    private void raise(Alert... alerts) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(ports.adapt("http://localhost:9093/api/v2/alerts")))
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
        var request = HttpRequest.newBuilder(URI.create(ports.adapt(url))).build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private record Alert(Map<String, String> labels, Map<String, String> annotations, String endsAt) {}
}
