package shop.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
class MalformedRequestsTest {

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    private final Log log = new Log();

    @BeforeEach
    void listen() {
        LogManager.getLogManager().getLogger("").addHandler(log);
    }

    @AfterEach
    void stopListening() {
        LogManager.getLogManager().getLogger("").removeHandler(log);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /products/canary?email=canary%40shop.example HTTP/1.1;Host: a@b | 400 | invalid-request
            GET /products/canary?email=canary HTTP/1.1                          | 400 | invalid-request
            GET * HTTP/1.1;Host: x                                              | 404 | not-found
            GET canary HTTP/1.1;Host: x                                         | 404 | not-found""")
    void are_answered_with_a_problem_and_logged_without_their_content(String request, int status, String slug)
            throws IOException {
        var counted = counted(status);

        var answer = send(request);

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n")
                .containsPattern("(?i)\r\nX-Trace-Id: [0-9a-f]{32}\r\n")
                .contains("\"type\":\"urn:shop:problem:" + slug + "\"");
        assertThat(log.lines).containsExactly("INFO " + status + " " + slug);
        await().untilAsserted(() -> assertThat(counted(status)).isEqualTo(counted + 1));
    }

    @Test
    void are_logged_when_they_are_too_large() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(bytes("POST /products HTTP/1.1;Host: x;Content-Length: 70000", "\r\n"));

            assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 413");
        }
        assertThat(log.lines).containsExactly("INFO 413 content-too-large");
    }

    @Test
    void are_counted_as_499_when_the_caller_hangs_up() throws IOException {
        var labels = new String[] {"endpoint=\"/products\"", "method=\"POST\"", "status_code=\"499\""};
        var before = counted(labels);

        try (var socket = connect()) {
            socket.getOutputStream()
                    .write(bytes("POST /products HTTP/1.1;Host: x;Transfer-Encoding: chunked", "\r\n5\r\n{\"id\""));
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counted(labels)).isEqualTo(before + 1));
    }

    private double counted(int status) {
        return counted("endpoint=\"unmatched\"", "method=\"GET\"", "status_code=\"" + status + "\"");
    }

    private double counted(String... labels) {
        return given().port(managementPort)
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_requests_total{"))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.split("} ")[1].split(" ")[0]))
                .sum();
    }

    /** @param request its lines, separated by semicolons */
    private static String send(String request) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(bytes(request + ";Connection: close", "\r\n"));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] bytes(String head, String rest) {
        return (head.replace(";", "\r\n") + "\r\n" + rest).getBytes(StandardCharsets.UTF_8);
    }

    private static final class Log extends Handler {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord line) {
            if (line.getLoggerName().startsWith("shop.http")
                    || line.getLoggerName().contains("vertx")) {
                lines.add(line.getLevel() + " " + line.getMessage().formatted(line.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
