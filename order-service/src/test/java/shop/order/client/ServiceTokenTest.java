package shop.order.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
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
import shop.defaults.Deadline;

class ServiceTokenTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final int CALLERS = 5;
    private static final Deadline LONG = Deadline.after(Duration.ofMinutes(1));

    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void is_fetched_again_after_the_attempt_at_the_start_failed() {
        var token = token(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new ProcessingException("connection refused");
            }
        });
        token.fetchAhead(new StartupEvent());
        await().atMost(AT_MOST).until(() -> attempts.get() == 1);

        // A caller that waits for the attempt at the start shares its failure.
        await().atMost(AT_MOST)
                .ignoreExceptionsInstanceOf(NotSent.class)
                .untilAsserted(() -> assertThat(token.authorization(LONG)).isEqualTo("Bearer abc"));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void fails_once_for_all_callers_that_wait_for_it() {
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
                        token.authorization(LONG);
                    }))
                    .toList();
            // One caller waits for the response, the others for that caller.
            await().atMost(AT_MOST)
                    .untilAsserted(() -> assertThat(callers).hasSize(CALLERS).allMatch(ServiceTokenTest::isWaiting));

            goOn.countDown();

            assertThat(answers)
                    .allSatisfy(answer -> assertThatThrownBy(answer::get)
                            .isInstanceOf(ExecutionException.class)
                            .hasRootCauseMessage("read timed out"));
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void is_fetched_again_by_the_first_caller_after_a_failure() {
        var token = token(() -> {
            attempts.incrementAndGet();
            throw new ProcessingException("connection refused");
        });

        assertThatThrownBy(() -> token.authorization(LONG))
                .isInstanceOf(NotSent.class)
                .hasMessage("user-service is unavailable. Try again later.")
                .hasRootCauseMessage("connection refused");
        assertThatThrownBy(() -> token.authorization(LONG))
                .isInstanceOf(NotSent.class)
                .hasMessage("user-service is unavailable. Try again later.")
                .hasRootCauseMessage("connection refused");

        assertThat(attempts).hasValue(2);
    }

    @Test
    void is_awaited_until_the_deadline() {
        var token = new ServiceToken(
                (grantType, clientId, clientSecret) -> Uni.createFrom().nothing(),
                Clock.systemUTC(),
                "order-service",
                "secret");

        assertThatThrownBy(() -> token.authorization(Deadline.after(Duration.ofMillis(50))))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void is_awaited_by_every_caller_until_its_own_deadline() throws Exception {
        var token = new ServiceToken(
                (grantType, clientId, clientSecret) -> attempts.incrementAndGet() == 1
                        ? Uni.createFrom().nothing()
                        : Uni.createFrom().item(new TokenApi.Token("abc", 900)),
                Clock.systemUTC(),
                "order-service",
                "secret");
        var waiting = new ConcurrentLinkedQueue<Thread>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var impatient = threads.submit(() -> token.authorization(Deadline.after(Duration.ofSeconds(2))));
            await().atMost(AT_MOST).until(() -> attempts.get() == 1);
            var patient = threads.submit(() -> {
                waiting.add(Thread.currentThread());
                return token.authorization(LONG);
            });
            await().atMost(AT_MOST)
                    .untilAsserted(() -> assertThat(waiting).hasSize(1).allMatch(ServiceTokenTest::isWaiting));

            assertThatThrownBy(impatient::get).hasCauseInstanceOf(NotSent.class);
            assertThat(patient.get()).isEqualTo("Bearer abc");
        }
    }

    @Test
    void that_is_refused_is_a_configuration_error() {
        var token = token(() -> {
            throw new WebApplicationException(401);
        });

        assertThatThrownBy(() -> token.authorization(LONG))
                .isInstanceOf(UnexpectedAnswer.class)
                .hasMessage("user-service answered 401");
    }

    private static boolean isWaiting(Thread caller) {
        return caller.getState() == Thread.State.WAITING || caller.getState() == Thread.State.TIMED_WAITING;
    }

    private static ServiceToken token(Runnable attempt) {
        return new ServiceToken(
                (grantType, clientId, clientSecret) -> Uni.createFrom().item(() -> {
                    attempt.run();
                    return new TokenApi.Token("abc", 900);
                }),
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
