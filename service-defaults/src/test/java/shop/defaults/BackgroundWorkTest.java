package shop.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BackgroundWorkTest {

    private final BackgroundWork work = new BackgroundWork();

    @Test
    void a_stop_waits_for_the_running_task() throws Exception {
        var isRunning = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var isDone = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> work.run(() -> {
                isRunning.countDown();
                await(mayEnd);
                isDone.set(true);
            }));
            isRunning.await();

            Future<Boolean> stop = threads.submit(() -> {
                work.stop(new ShutdownEvent());
                return isDone.get();
            });
            mayEnd.countDown();

            assertThat(stop.get()).isTrue();
        }
    }

    @Test
    void nothing_starts_after_a_stop() {
        var isDone = new AtomicBoolean();
        work.stop(new ShutdownEvent());

        work.run(() -> isDone.set(true));

        assertThat(isDone).isFalse();
    }

    @Test
    void a_stop_does_not_wait_for_a_failed_task() {
        assertThatThrownBy(() -> work.run(() -> {
                    throw new IllegalStateException("The step failed");
                }))
                .hasMessage("The step failed");

        assertThat(work.isIdle()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
