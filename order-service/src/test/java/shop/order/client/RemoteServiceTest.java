package shop.order.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import shop.defaults.Deadline;
import shop.http.problem.DeadlineExceeded;
import shop.http.problem.DependencyUnavailable;

class RemoteServiceTest {

    private final RemoteService service = new RemoteService("user-service");

    @Test
    void is_not_called_after_the_deadline() {
        var sent = new AtomicInteger();
        var call = Uni.createFrom().item(sent::incrementAndGet);

        for (var nanos = 0; nanos < 1_000_000; nanos += 100) {
            var deadline = Deadline.after(Duration.ofNanos(nanos));
            assertThatThrownBy(() -> service.await(call, deadline)).isInstanceOf(DeadlineExceeded.class);
        }

        assertThat(sent).hasValue(0);
    }

    @Test
    void is_unavailable_if_it_answers_with_bytes_that_are_no_http() throws IOException {
        var vertx = Vertx.vertx();
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answer(server, "no HTTP at all\0\1\2\r\n"));
            var call = Uni.createFrom()
                    .completionStage(() -> vertx.createHttpClient()
                            .request(HttpMethod.GET, server.getLocalPort(), "127.0.0.1", "/")
                            .compose(HttpClientRequest::send)
                            .toCompletionStage());

            assertThatThrownBy(() -> service.await(call, Deadline.after(Duration.ofSeconds(10))))
                    .isExactlyInstanceOf(DependencyUnavailable.class)
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        } finally {
            vertx.close();
        }
    }

    private static void answer(ServerSocket server, String bytes) {
        try (var connection = server.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
