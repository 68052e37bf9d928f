package shop.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shop.http.problem.Overloaded;

@Timeout(20)
class BulkheadTest {

    private static final int MAX_WAITING = 10;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void rejects_a_call_that_finds_no_free_place_in_time() {
        var bulkhead = new Bulkhead("test", 1, MAX_WAITING, Duration.ofMillis(1), registry);

        bulkhead.call(() -> {
            assertThatThrownBy(() -> bulkhead.call(() -> "never")).isInstanceOf(Overloaded.class);
            return null;
        });

        assertThat(calls("accepted")).isOne();
        assertThat(calls("rejected")).isOne();
    }

    @Test
    void rejects_a_call_at_once_if_too_many_wait() {
        var bulkhead = new Bulkhead("test", 1, 1, Duration.ofHours(1), registry);

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            bulkhead.call(() -> {
                callers.submit(() -> bulkhead.call(() -> "waits"));
                awaitWaiting(1);
                assertThatThrownBy(() -> bulkhead.call(() -> "never"))
                        .isInstanceOfSatisfying(Overloaded.class, BulkheadTest::assertShortStack);
                return null;
            });
        }

        assertThat(calls("accepted")).isEqualTo(2);
        assertThat(calls("rejected")).isOne();
    }

    @Test
    void takes_calls_for_free_places_if_none_may_wait() {
        var bulkhead = new Bulkhead("test", 1, 0, Duration.ofHours(1), registry);

        bulkhead.call(() -> {
            assertThatThrownBy(() -> bulkhead.call(() -> "never")).isInstanceOf(Overloaded.class);
            return null;
        });

        assertThat(calls("accepted")).isOne();
        assertThat(calls("rejected")).isOne();
    }

    @Test
    void waits_no_longer_than_the_deadline_of_a_call() {
        var bulkhead = new Bulkhead("test", 1, MAX_WAITING, Duration.ofHours(1), registry);
        var spent = Deadline.after(Duration.ofMillis(1));

        bulkhead.call(() -> {
            assertThatThrownBy(() -> bulkhead.call(() -> "never", spent)).isInstanceOf(Overloaded.class);
            return null;
        });

        assertThat(bulkhead.call(() -> "done", Deadline.after(Duration.ofHours(1))))
                .isEqualTo("done");
    }

    @Test
    void serves_waiting_callers_in_order_and_before_later_ones() {
        var bulkhead = new Bulkhead("test", 1, MAX_WAITING, Duration.ofSeconds(10), registry);
        var served = Collections.synchronizedList(new ArrayList<String>());

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            bulkhead.call(() -> {
                for (var waiting = 1; waiting <= 3; waiting++) {
                    var name = "waiting " + waiting;
                    callers.submit(() -> bulkhead.call(() -> served.add(name)));
                    awaitWaiting(waiting);
                }
                return null;
            });
            bulkhead.call(() -> served.add("late"));
        }

        assertThat(served).containsExactly("waiting 1", "waiting 2", "waiting 3", "late");
    }

    @Test
    void frees_its_place_after_a_failure() {
        var bulkhead = new Bulkhead("test", 1, MAX_WAITING, Duration.ofMillis(1), registry);

        assertThatThrownBy(() -> bulkhead.call(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(bulkhead.call(() -> "done")).isEqualTo("done");
    }

    @Test
    void shows_how_many_calls_run_and_wait() {
        var bulkhead = new Bulkhead("test", 1, MAX_WAITING, Duration.ofSeconds(10), registry);
        var mayEnd = new CountDownLatch(1);

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < 3; caller++) {
                callers.submit(() -> bulkhead.call(() -> awaited(mayEnd)));
            }
            await().untilAsserted(() -> {
                assertThat(gauge("bulkhead.running")).isOne();
                assertThat(gauge("bulkhead.waiting")).isEqualTo(2);
            });
            mayEnd.countDown();
        }

        assertThat(gauge("bulkhead.running")).isZero();
        assertThat(gauge("bulkhead.waiting")).isZero();
        assertThat(calls("accepted")).isEqualTo(3);
    }

    private void awaitWaiting(int callers) {
        await().untilAsserted(() -> assertThat(gauge("bulkhead.waiting")).isEqualTo(callers));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private double gauge(String name) {
        return registry.get(name).tag("name", "test").gauge().value();
    }

    private double calls(String result) {
        return registry.get("bulkhead.calls").tag("result", result).counter().count();
    }

    private static void assertShortStack(Throwable overloaded) {
        var frames = overloaded.getStackTrace();
        assertThat(frames[0].getClassName()).isEqualTo(Bulkhead.class.getName());
        assertThat(frames).hasSizeLessThanOrEqualTo(10);
    }
}
