package shop.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisServerTest {
    private final Leftovers leftovers = new Leftovers();

    @Test
    void stores_nothing_on_disk_and_leaves_nothing_behind() throws IOException {
        try (var server = RedisServer.start()) {
            assertThat(answer(server, "SET kettle 3")).isEqualTo("+OK");
            assertThat(answer(server, "INCR kettle")).isEqualTo(":4");
            assertThat(answer(server, "LASTSAVE")).startsWith(":");
            assertThat(leftovers.processes()).hasSize(1);
        }

        assertThat(leftovers.processes()).isEmpty();
        assertThat(leftovers.files()).isEmpty();
    }

    @Test
    void reports_a_used_port_and_leaves_nothing_behind() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var port = taken.getLocalPort();

            assertThatThrownBy(() -> RedisServer.start(port))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port);
        }

        assertThat(leftovers.processes()).isEmpty();
        assertThat(leftovers.files()).isEmpty();
    }

    private static String answer(RedisServer server, String command) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
