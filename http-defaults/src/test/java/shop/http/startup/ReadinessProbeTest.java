package shop.http.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadinessProbeTest {

    private final ServerSocket server;

    ReadinessProbeTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void passes_if_the_service_is_ready() {
        answer("HTTP/1.1 200 OK\r\n\r\n");

        assertThat(ReadinessProbe.passes(server.getLocalPort())).isTrue();
    }

    @Test
    void fails_if_the_service_is_not_ready() {
        answer("HTTP/1.1 503 Service Unavailable\r\n\r\n");

        assertThat(ReadinessProbe.passes(server.getLocalPort())).isFalse();
    }

    @Test
    void fails_if_something_else_answers() {
        answer("+PONG\r\n");

        assertThat(ReadinessProbe.passes(server.getLocalPort())).isFalse();
    }

    @Test
    void fails_if_the_connection_closes_early() {
        answer("");

        assertThat(ReadinessProbe.passes(server.getLocalPort())).isFalse();
    }

    @Test
    void fails_if_nothing_listens() throws IOException {
        server.close();

        assertThat(ReadinessProbe.passes(server.getLocalPort())).isFalse();
    }

    @Test
    void fails_within_the_timeout_of_a_health_check_if_the_service_hangs() {
        assertThat(ReadinessProbe.passes(server.getLocalPort())).isFalse();
        assertThat(ReadinessProbe.CONNECT_MILLIS + ReadinessProbe.ANSWER_MILLIS).isLessThan(3_000);
    }

    private void answer(String text) {
        Thread.startVirtualThread(() -> {
            try (var caller = server.accept()) {
                // Reads the whole request, so that closing resets no unread data.
                var asked = caller.getInputStream().readNBytes("GET /q/health/ready HTTP/1.0\r\n\r\n".length());
                assertThat(new String(asked, StandardCharsets.US_ASCII)).startsWith("GET /q/health/ready ");
                caller.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The test is over.
            }
        });
    }
}
