package shop.order.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.StartupEvent;
import jakarta.ws.rs.ProcessingException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceTokenTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final int CALLERS = 5;

    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void is_asked_for_anew_after_the_attempt_at_the_start_has_failed() {
        var token = token(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new ProcessingException("connection refused");
            }
        });
        token.fetchAhead(new StartupEvent());
        await().atMost(AT_MOST).until(() -> attempts.get() == 1);

        // Until the one at the start has come to its end, that one's failure is shared.
        await().atMost(AT_MOST)
                .ignoreExceptionsInstanceOf(ProcessingException.class)
                .untilAsserted(() -> assertThat(token.authorization()).isEqualTo("Bearer abc"));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void fails_once_for_all_who_wait_for_it() {
        var token = token(() -> {
            attempts.incrementAndGet();
            awaitGoOn();
            throw new ProcessingException("read timed out");
        });
        var callers = new ConcurrentLinkedQueue<Thread>();
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            var answers = IntStream.range(0, CALLERS)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                        callers.add(Thread.currentThread());
                        token.authorization();
                    }))
                    .toList();
            // One for the answer, the others for that one.
            await().atMost(AT_MOST)
                    .untilAsserted(() -> assertThat(callers)
                            .hasSize(CALLERS)
                            .allMatch(caller -> caller.getState() == Thread.State.WAITING));

            goOn.countDown();

            assertThat(answers)
                    .allSatisfy(answer -> assertThatThrownBy(answer::get)
                            .isInstanceOf(ExecutionException.class)
                            .hasRootCauseMessage("read timed out"));
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void is_tried_again_by_whoever_asks_after_a_failure() {
        var token = token(() -> {
            attempts.incrementAndGet();
            throw new ProcessingException("connection refused");
        });

        assertThatThrownBy(token::authorization).hasMessage("connection refused");
        assertThatThrownBy(token::authorization).hasMessage("connection refused");

        assertThat(attempts).hasValue(2);
    }

    private static ServiceToken token(Runnable attempt) {
        return new ServiceToken(
                (grantType, clientId, clientSecret) -> {
                    attempt.run();
                    return new TokenApi.Token("abc", 900);
                },
                Clock.systemUTC(),
                "order-service",
                "secret");
    }

    private void awaitGoOn() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
