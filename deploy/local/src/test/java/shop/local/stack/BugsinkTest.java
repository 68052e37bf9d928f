package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import shop.backends.process.TemporaryFolder;

class BugsinkTest {
    private static final Path ROOT = Path.of(System.getProperty("shop.root", "../.."));
    private static final Path STACK = ROOT.resolve("observability-stack").toAbsolutePath();
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");

    @Test
    void accepts_errors_by_its_key_in_compose() throws IOException {
        var dsn = dotEnv().getProperty("SENTRY_DSN");
        var compose = Files.readString(STACK.resolve("compose.yaml"));

        assertThat(dotEnv().getProperty("BUGSINK_PROJECT_KEY")).matches(KEY);
        assertThat(dsn).isEqualTo("http://${BUGSINK_PROJECT_KEY}@bugsink:8000/1");
        assertThat(compose).contains("BUGSINK_PROJECT_KEY: ${BUGSINK_PROJECT_KEY}", "${BUGSINK_PORT:-8000}:8000");
        assertThat(Files.readString(ROOT.resolve("deploy/compose.yaml"))).contains("SENTRY_DSN: ${SENTRY_DSN}");
    }

    @Test
    void has_the_same_version_in_compose_and_in_the_demo() throws IOException {
        var version = dotEnv().getProperty("BUGSINK_IMAGE").replace("bugsink/bugsink:", "");

        assertThat(Bugsink.INSTALL).isEqualTo("pipx install bugsink==" + version);
    }

    @Test
    void accepts_errors_by_its_key_in_the_demo() throws IOException {
        var environment = Bugsink.environment(Path.of("configuration"), Path.of("data"));

        assertThat(environment.get("BUGSINK_PROJECT_KEY")).isEqualTo(dotEnv().getProperty("BUGSINK_PROJECT_KEY"));
        assertThat(URI.create(Bugsink.dsn()).getUserInfo()).isEqualTo(environment.get("BUGSINK_PROJECT_KEY"));
    }

    @Test
    void finds_an_error_by_its_trace_id_without_manual_steps() throws Exception {
        var executable = StackProgram.Kind.BUGSINK.executable();
        assumeTrue(executable.isPresent(), Bugsink.INSTALL);
        assumeTrue(StackProgram.Kind.BUGSINK.takenPort().isEmpty(), "its port is taken");
        var traceId = UUID.randomUUID().toString().replace("-", "");

        try (var folder = new TemporaryFolder("error-tracker-test-");
                var http = HttpClient.newHttpClient();
                var bugsink = StackProgram.start(StackProgram.Kind.BUGSINK, executable.get(), STACK, folder.path())) {
            assertThat(bugsink.isReady(http)).as(bugsink.lastLine()).isTrue();

            assertThat(send(http, traceId).statusCode()).isEqualTo(200);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(page(http, traceId)).contains("ArithmeticException"));
            assertThat(page(http, "0".repeat(32))).doesNotContain("ArithmeticException");
        }
    }

    private static HttpResponse<String> send(HttpClient http, String traceId) throws Exception {
        var id = UUID.randomUUID().toString().replace("-", "");
        var envelope = """
                {"event_id": "%s", "dsn": "%s"}
                {"type": "event"}
                {"event_id": "%s", "platform": "java", "level": "error", \
                "contexts": {"trace": {"trace_id": "%s", "span_id": "00f067aa0ba902b7"}}, \
                "exception": {"values": [{"type": "ArithmeticException", "value": "/ by zero"}]}}
                """.formatted(id, Bugsink.dsn(), id, traceId);
        var url = URI.create("http://localhost:" + Bugsink.PORT + "/api/1/envelope/");
        var key = URI.create(Bugsink.dsn()).getUserInfo();
        return http.send(
                HttpRequest.newBuilder(url)
                        .header("X-Sentry-Auth", "Sentry sentry_version=7,sentry_key=" + key)
                        .POST(HttpRequest.BodyPublishers.ofString(envelope))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String page(HttpClient http, String traceId) throws Exception {
        var request = HttpRequest.newBuilder(Bugsink.page(traceId)).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static Properties dotEnv() throws IOException {
        var properties = new Properties();
        try (var lines = Files.newBufferedReader(ROOT.resolve(".env"))) {
            properties.load(lines);
        }
        return properties;
    }
}
