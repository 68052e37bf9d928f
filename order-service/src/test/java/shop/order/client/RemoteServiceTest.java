package shop.order.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import shop.defaults.Deadline;
import shop.defaults.problem.DeadlineExceeded;

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
}
