package shop.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class RedisServerTest {
    private final Leftovers leftovers = new Leftovers();

    @Test
    void stores_nothing_on_disk_and_leaves_nothing_behind() {
        try (var server = RedisServer.start();
                var redis = server.connect()) {
            assertThat(redis.send("SET", "kettle", "3")).isEqualTo("OK");
            assertThat(redis.send("INCR", "kettle")).isEqualTo(4L);
            assertThat(redis.send("LASTSAVE")).isInstanceOf(Long.class);
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

    @Test
    void loses_its_data_when_it_is_killed() {
        try (var server = RedisServer.start()) {
            try (var redis = server.connect()) {
                redis.send("SET", "kettle", "Teekessel \u2615");
                assertThat(redis.send("GET", "kettle")).isEqualTo("Teekessel \u2615");
                assertThat(redis.texts("KEYS", "*")).containsExactly("kettle");
            }
            server.kill();
            server.resume();

            try (var redis = server.connect()) {
                assertThat(redis.send("GET", "kettle")).isNull();
                assertThat(redis.texts("KEYS", "*")).isEmpty();
            }
        }
        assertThat(leftovers.processes()).isEmpty();
    }

    @Test
    void reports_a_command_that_redis_refuses() {
        try (var server = RedisServer.start();
                var redis = server.connect()) {
            assertThatThrownBy(() -> redis.send("XADD", "orders", "0-0", "type", "OrderConfirmed"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("0-0");
            assertThat(redis.send("PING")).isEqualTo("PONG");
        }
    }
}
