package shop.order.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import shop.defaults.BackgroundWork;

class OutboxRelayTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofHours(1);

    private final FakeOutbox outbox = new FakeOutbox();

    @Test
    void publishes_after_a_commit() {
        var relay = started(NEVER);
        await().atMost(AT_MOST).until(() -> outbox.published.get() == 1);

        relay.wakeUp();

        await().atMost(AT_MOST).until(() -> outbox.published.get() == 2);
        assertThat(outbox.cleaned).hasValue(0);
    }

    @Test
    void publishes_once_for_all_commits_during_a_batch() {
        outbox.mayEnd = new CountDownLatch(1);
        var relay = started(NEVER);
        await().atMost(AT_MOST).until(() -> outbox.isPublishing);

        for (var commit = 0; commit < 1_000; commit++) {
            relay.wakeUp();
        }
        outbox.mayEnd.countDown();
        await().atMost(AT_MOST).until(() -> outbox.published.get() == 2);
        relay.wakeUp();

        await().atMost(AT_MOST).until(() -> outbox.published.get() > 2);
        assertThat(outbox.published).hasValue(3);
    }

    @Test
    void publishes_and_cleans_without_a_commit() {
        started(Duration.ofMillis(20));

        await().atMost(AT_MOST).until(() -> outbox.published.get() > 2 && outbox.cleaned.get() > 2);
    }

    @Test
    void goes_on_after_failures() {
        outbox.failures.set(2);

        started(NEVER);

        await().atMost(AT_MOST).until(() -> outbox.published.get() == 1);
        assertThat(outbox.failures).hasValue(0);
    }

    @Test
    void goes_on_after_an_error() {
        outbox.failure = () -> {
            throw new NoClassDefFoundError();
        };
        outbox.failures.set(1);

        started(NEVER);

        await().atMost(AT_MOST).until(() -> outbox.published.get() == 1);
    }

    @Test
    void continues_at_once_after_a_full_batch() {
        outbox.isFull = true;

        started(NEVER);

        await().atMost(AT_MOST).until(() -> outbox.published.get() > 100);
        outbox.isFull = false;
    }

    @Test
    void ends_at_once_while_it_waits_for_a_commit() throws InterruptedException {
        var relay = relay(NEVER);
        var thread = Thread.startVirtualThread(relay::relay);
        await().atMost(AT_MOST).until(() -> outbox.published.get() == 1);

        relay.stop(new ShutdownEvent());

        assertThat(thread.join(AT_MOST)).isTrue();
        assertThat(outbox.published).hasValue(1);
    }

    @Test
    void ends_while_it_waits_after_failures() throws InterruptedException {
        outbox.failures.set(Integer.MAX_VALUE);
        var relay = relay(NEVER);
        var thread = Thread.startVirtualThread(relay::relay);
        await().atMost(AT_MOST).until(() -> Integer.MAX_VALUE - outbox.failures.get() > 3);

        relay.stop(new ShutdownEvent());

        assertThat(thread.join(AT_MOST)).isTrue();
    }

    private OutboxRelay started(Duration interval) {
        var relay = relay(interval);
        relay.start(new StartupEvent());
        return relay;
    }

    private OutboxRelay relay(Duration interval) {
        return new OutboxRelay(outbox, new BackgroundWork(), new Settings(interval));
    }

    private static final class FakeOutbox extends Outbox {

        private final AtomicInteger published = new AtomicInteger();
        private final AtomicInteger cleaned = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile CountDownLatch mayEnd = new CountDownLatch(0);
        private volatile Runnable failure = () -> {
            throw new IllegalStateException("Redis is down");
        };
        private volatile boolean isPublishing;
        private volatile boolean isFull;

        FakeOutbox() {
            super(null, null, null);
        }

        @Override
        boolean publish() {
            isPublishing = true;
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                failure.run();
            }
            published.incrementAndGet();
            return isFull;
        }

        @Override
        boolean clean() {
            cleaned.incrementAndGet();
            return false;
        }
    }

    private record Settings(Duration interval) implements OutboxConfig {

        @Override
        public Set<String> consumers() {
            return Set.of();
        }

        @Override
        public int streamLimit() {
            return 0;
        }

        @Override
        public Duration refresh() {
            return interval;
        }
    }
}
