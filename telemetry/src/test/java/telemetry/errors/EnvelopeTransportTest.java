package telemetry.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.sentry.Hint;
import io.sentry.RequestDetailsResolver;
import io.sentry.Sentry;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.backends.sentry.StubSentry;

class EnvelopeTransportTest {

    private static final Logger LOG = Logger.getLogger("telemetry.test");
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private ErrorTracking errors;

    @AfterEach
    void stop() {
        errors.stop(new ShutdownEvent());
    }

    @Test
    void counts_refused_events_and_reports_them_after_the_recovery() {
        try (var receiver = StubSentry.start()) {
            errors = Settings.of(receiver.dsn()).start(metrics);
            receiver.answer(500);
            LOG.error("refused");
            await().atMost(AT_MOST).until(() -> dropped("network_error") == 1);
            Sentry.flush(AT_MOST.toMillis());
            LOG.error("refused together with the report of the first");
            await().atMost(AT_MOST).until(() -> dropped("network_error") == 2);
            // Until the lost report is put back, which is after the event in its envelope is counted.
            Sentry.flush(AT_MOST.toMillis());

            receiver.answer(200);
            LOG.error("taken");

            await().atMost(AT_MOST).until(() -> receiver.events().size() == 1);
            assertThat(receiver.items("client_report").stream()
                            .flatMap(report -> report.body().findValues("quantity").stream())
                            .mapToInt(JsonNode::asInt)
                            .sum())
                    .isEqualTo(2);
        }
    }

    @Test
    void sends_over_one_connection() {
        try (var receiver = StubSentry.start()) {
            errors = Settings.of(receiver.dsn()).start(metrics);
            LOG.error("first");
            await().atMost(AT_MOST).until(() -> receiver.events().size() == 1);

            LOG.error("second");

            await().atMost(AT_MOST).until(() -> receiver.events().size() == 2);
            assertThat(receiver.connections()).isOne();
        }
    }

    @Test
    void follows_no_redirect() {
        try (var receiver = StubSentry.start()) {
            errors = Settings.of(receiver.dsn()).start(metrics);
            receiver.answer(302);

            LOG.error("sent elsewhere");

            await().atMost(AT_MOST).until(() -> dropped("network_error") == 1);
        }
    }

    @Test
    void counts_what_waits_at_its_end() throws IOException {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var lost = new AtomicLong();
            var options = new SentryOptions();
            options.setDsn("http://key@localhost:" + socket.getLocalPort() + "/1");
            options.setOnDiscard((reason, category, count) -> lost.addAndGet(count));
            errors = Settings.of(options.getDsn()).start(metrics);
            var transport = new EnvelopeTransport(options, new RequestDetailsResolver(options).resolve());
            for (var number = 0; number < 3; number++) {
                transport.send(envelope(options), new Hint());
            }

            transport.close();

            await().atMost(AT_MOST).until(() -> lost.get() == 3);
        }
    }

    @Test
    void counts_events_that_are_rate_limited() {
        try (var receiver = StubSentry.start()) {
            errors = Settings.of(receiver.dsn()).start(metrics);
            receiver.answer(429);

            LOG.error("too much");
            await().atMost(AT_MOST).until(() -> dropped("ratelimit_backoff") == 1);
            LOG.error("still too much");

            await().atMost(AT_MOST).until(() -> dropped("ratelimit_backoff") == 2);
        }
    }

    @Test
    void counts_events_without_a_connection() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        errors = Settings.of("http://key@localhost:" + closed + "/1").start(metrics);

        LOG.error("unheard");

        await().atMost(AT_MOST).until(() -> dropped("network_error") == 1);
    }

    @Test
    void counts_events_with_a_malformed_response() throws IOException {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answerWithGarbage(socket));
            errors = Settings.of("http://key@localhost:" + socket.getLocalPort() + "/1")
                    .start(metrics);

            LOG.error("misunderstood");

            await().atMost(AT_MOST).until(() -> dropped("network_error") == 1);
        }
    }

    @Test
    void bounds_its_queue_and_stops_in_time_when_the_receiver_hangs() throws IOException {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            errors = Settings.of("http://key@localhost:" + socket.getLocalPort() + "/1")
                    .start(metrics);

            IntStream.range(0, ErrorTracking.QUEUE_SIZE + 30).forEach(number -> LOG.errorf("unanswered %d", number));

            assertThat(dropped("queue_overflow")).isEqualTo(30);
            assertThat(Sentry.isHealthy()).isFalse();
            var start = System.nanoTime();
            errors.stop(new ShutdownEvent());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void gives_up_when_no_response_arrives() throws IOException {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            errors = Settings.of("http://key@localhost:" + socket.getLocalPort() + "/1")
                    .start(metrics);

            LOG.error("unanswered");

            await().atMost(AT_MOST).until(() -> dropped("network_error") == 1);
        }
    }

    @Test
    void frees_the_place_of_an_envelope_that_overflows_while_another_is_being_counted() throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answerWithGarbage(socket));
            var dsn = "http://key@localhost:" + socket.getLocalPort() + "/1";
            errors = Settings.of(dsn).start(metrics);
            var isCounting = new CountDownLatch(1);
            var isReleased = new CountDownLatch(1);
            var lost = new ConcurrentLinkedQueue<DiscardReason>();
            var options = new SentryOptions();
            options.setDsn(dsn);
            options.setMaxQueueSize(2);
            options.setOnDiscard((reason, category, count) -> {
                lost.add(reason);
                if (reason == DiscardReason.NETWORK_ERROR) {
                    isCounting.countDown();
                    awaitRelease(isReleased);
                }
            });
            var transport = new EnvelopeTransport(options, new RequestDetailsResolver(options).resolve());
            try {
                transport.send(envelope(options), new Hint());
                assertThat(isCounting.await(AT_MOST.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                // The first envelope has its result, but still its place.
                transport.send(envelope(options), new Hint());
                transport.send(envelope(options), new Hint());
                assertThat(lost).containsExactly(DiscardReason.NETWORK_ERROR, DiscardReason.QUEUE_OVERFLOW);

                isReleased.countDown();
                transport.flush(AT_MOST.toMillis());

                assertThat(transport.isHealthy()).isTrue();
            } finally {
                isReleased.countDown();
                transport.close();
            }
        }
    }

    @Test
    void counts_what_is_sent_after_its_end() throws IOException {
        try (var receiver = StubSentry.start()) {
            errors = Settings.of(receiver.dsn()).start(metrics);
            var lost = new AtomicLong();
            var options = new SentryOptions();
            options.setDsn(receiver.dsn());
            options.setOnDiscard((reason, category, count) -> lost.addAndGet(count));
            var transport = new EnvelopeTransport(options, new RequestDetailsResolver(options).resolve());
            transport.close();

            transport.send(envelope(options), new Hint());

            assertThat(lost).hasValue(1);
            assertThat(transport.isHealthy()).isTrue();
        }
    }

    private static SentryEnvelope envelope(SentryOptions options) throws IOException {
        return SentryEnvelope.from(options.getSerializer(), new SentryEvent(), null);
    }

    private double dropped(String reason) {
        return metrics.get("sentry.events.dropped")
                .tags("category", "error", "reason", reason)
                .counter()
                .count();
    }

    private static void awaitRelease(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answerWithGarbage(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                connection.getInputStream().read();
                connection.getOutputStream().write("SSH-2.0-what?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }
}
