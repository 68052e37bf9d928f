package telemetry.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sentry.Sentry;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.backends.sentry.Envelope;
import shop.backends.sentry.StubSentry;

class ErrorTrackingTest {

    private static final SpanContext SPAN = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    private static final Logger LOG = Logger.getLogger("telemetry.test");

    private final StubSentry receiver = StubSentry.start();
    private ErrorTracking errors = Settings.of(receiver.dsn()).start(new SimpleMeterRegistry());

    @BeforeEach
    void is_on() {
        assertThat(errors.isOn()).isTrue();
    }

    @AfterEach
    void stop() {
        errors.stop(new ShutdownEvent());
        receiver.close();
    }

    @Test
    void sends_an_ERROR_record_with_its_stack_and_its_trace() throws Exception {
        try (var _ = Span.wrap(SPAN).makeCurrent()) {
            LOG.errorf(new IllegalStateException("because"), "%d things broke", 2);
        }

        var item = onlyItem();
        var event = item.body();
        assertThat(event.at("/environment").asText()).isEqualTo("test");
        assertThat(event.at("/release").asText()).isEqualTo("some-service@1.2.3");
        assertThat(event.at("/server_name").asText())
                .isEqualTo(InetAddress.getLocalHost().getHostName());
        assertThat(event.at("/tags/service").asText()).isEqualTo("some-service");
        assertThat(event.at("/level").asText()).isEqualTo("error");
        assertThat(text(event)).isEqualTo("2 things broke");
        assertThat(event.at("/exception/values/0/value").asText()).isEqualTo("because");
        assertThat(event.at("/contexts/trace/trace_id").asText()).isEqualTo(SPAN.getTraceId());
        assertThat(event.at("/contexts/trace/span_id").asText()).isEqualTo(SPAN.getSpanId());
        assertThat(item.envelope().at("/trace/trace_id").asText()).isEqualTo(SPAN.getTraceId());
    }

    @Test
    void marks_in_app_frames() {
        LOG.error("it broke", new IllegalStateException(generatedCaller()));

        var frames = onlyItem().body().at("/exception/values/1/stacktrace/frames");
        assertThat(frames.get(frames.size() - 1).at("/in_app").asBoolean()).isTrue();
        assertThat(frames)
                .allSatisfy(frame -> assertThat(frame.get("in_app").isBoolean()).isTrue());
        var generated = onlyItem().body().at("/exception/values/0/stacktrace/frames");
        assertThat(generated)
                .extracting(frame -> frame.at("/in_app").asBoolean())
                .containsOnly(false);
    }

    @Test
    void gives_errors_outside_a_request_a_new_trace() {
        LOG.error("one");
        LOG.error("another");

        await().until(() -> receiver.events().size() == 2);
        assertThat(receiver.events())
                .extracting(event -> event.at("/contexts/trace/trace_id").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void sends_an_INFO_record_as_breadcrumb_of_a_later_event_only() {
        step(() -> {
            LOG.infof("%d insufficient-stock", 409);
            LOG.error("it broke");
        });

        var breadcrumb = onlyItem().body().at("/breadcrumbs");
        assertThat(texts(breadcrumb, "message")).containsExactly("409 insufficient-stock");
        assertThat(texts(breadcrumb, "category")).containsExactly("telemetry.test");
        assertThat(texts(breadcrumb, "level")).containsExactly("info");
    }

    @Test
    void describes_each_step_and_no_other() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 40)
                    .mapToObj(String::valueOf)
                    .forEach(id -> threads.submit(() -> step(() -> {
                        errors.user("user-" + id);
                        errors.tag("order_id", "order-" + id);
                        errors.context("order", Map.of("id", "order-" + id, "status", "PENDING"));
                        LOG.infof("step of %s", id);
                        Thread.yield();
                        LOG.errorf("failure of %s", id);
                    })));
        }

        await().until(() -> receiver.events().size() == 40);
        assertThat(receiver.events()).allSatisfy(event -> {
            var id = text(event).substring("failure of ".length());
            assertThat(event.at("/user")).hasToString("{\"id\":\"user-" + id + "\"}");
            assertThat(event.at("/tags/order_id").asText()).isEqualTo("order-" + id);
            assertThat(event.at("/contexts/order/id").asText()).isEqualTo("order-" + id);
            assertThat(event.at("/contexts/order/status").asText()).isEqualTo("PENDING");
            assertThat(texts(event.at("/breadcrumbs"), "message")).containsExactly("step of " + id);
        });
    }

    @Test
    void sends_an_uncaught_exception_of_a_thread() throws InterruptedException {
        errors.logUncaughtExceptions(new StartupEvent());
        try {
            var thread = Thread.ofPlatform().name("worker").start(() -> {
                throw new IllegalStateException("because");
            });
            thread.join();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }

        var event = onlyItem().body();
        assertThat(text(event)).isEqualTo("A thread died: worker");
        assertThat(event.at("/exception/values/0/value").asText()).isEqualTo("because");
    }

    @Test
    void starts_each_step_with_an_empty_scope() {
        step(() -> {
            errors.tag("order_id", "1");
            LOG.warn("a first step");
        });
        step(() -> LOG.error("it broke"));

        var event = onlyItem().body();
        assertThat(event.at("/tags").has("order_id")).isFalse();
        assertThat(event.at("/breadcrumbs")).isEmpty();
    }

    @Test
    void sends_a_failure_once_however_often_a_step_logs_it() {
        var cause = new IllegalStateException("cause");
        step(() -> {
            LOG.error("first", new IllegalArgumentException(cause));
            LOG.error("again", cause);
            LOG.error("and again", new RuntimeException(cause));
            assertThat(errors.capture(cause)).isEmpty();
        });
        step(() -> LOG.error("in another step", cause));

        await().until(() -> receiver.events().size() == 2);
        assertThat(receiver.events())
                .extracting(ErrorTrackingTest::text)
                .containsExactlyInAnyOrder("first", "in another step");
    }

    @Test
    void sends_a_captured_failure_and_returns_the_id_of_its_event() {
        var id = errors.capture(new ArithmeticException("/ by zero"));

        assertThat(onlyItem().body().at("/event_id").asText()).isEqualTo(id.orElseThrow());
    }

    @Test
    void sends_a_message_that_is_no_error() {
        errors.message("order processed");

        var event = onlyItem().body();
        assertThat(text(event)).isEqualTo("order processed");
        assertThat(event.at("/level").asText()).isEqualTo("info");
    }

    @Test
    void flushes_at_a_normal_stop() {
        IntStream.range(0, 10).forEach(number -> LOG.errorf("failure %d", number));

        errors.stop(new ShutdownEvent());

        assertThat(receiver.events()).hasSize(10);
    }

    @Test
    void is_disabled_without_a_DSN() {
        errors.stop(new ShutdownEvent());

        var off = new Settings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())
                .start(new SimpleMeterRegistry());

        assertThat(off.isOn()).isFalse();
        assertThat(Sentry.isEnabled()).isFalse();
        assertThat(off.capture(new IllegalStateException())).isEmpty();
    }

    @Test
    void warns_once_and_is_disabled_with_an_invalid_DSN() {
        errors.stop(new ShutdownEvent());
        for (var wrong :
                List.of("garbage", "http://localhost/1", "ftp://key@localhost/1", "http://key@localhost", ":")) {
            var warnings = new Warnings();
            java.util.logging.Logger.getLogger("").addHandler(warnings);

            errors = Settings.of(wrong).start(new SimpleMeterRegistry());

            java.util.logging.Logger.getLogger("").removeHandler(warnings);
            assertThat(errors.isOn()).as(wrong).isFalse();
            assertThat(warnings.texts).as(wrong).hasSize(1).first().asString().contains("SENTRY_DSN");
            LOG.error("nobody hears it");
        }
    }

    @Test
    void warns_once_and_is_disabled_with_an_invalid_sample_rate() {
        errors.stop(new ShutdownEvent());
        for (var wrong : List.of("abc", "1.1", "-1", "NaN")) {
            var warnings = new Warnings();
            java.util.logging.Logger.getLogger("").addHandler(warnings);

            errors = new Settings(Optional.of(receiver.dsn()), Optional.empty(), Optional.of(wrong), Optional.empty())
                    .start(new SimpleMeterRegistry());

            java.util.logging.Logger.getLogger("").removeHandler(warnings);
            assertThat(errors.isOn()).as(wrong).isFalse();
            assertThat(warnings.texts).as(wrong).hasSize(1).first().asString().contains("sample rate");
        }
    }

    @Test
    void samples_a_tenth_by_default() {
        errors.stop(new ShutdownEvent());

        errors = new Settings(Optional.of(receiver.dsn()), Optional.empty(), Optional.empty(), Optional.empty())
                .start(new SimpleMeterRegistry());

        assertThat(errors.tracesSampleRate()).isEqualTo(0.1);
        var options = Sentry.getCurrentScopes().getOptions();
        assertThat(options.getTracesSampleRate()).isEqualTo(0.1);
        assertThat(options.getProfileSessionSampleRate()).isEqualTo(0.1);
    }

    private void step(Runnable step) {
        errors.isolated(() -> {
            step.run();
            return null;
        });
    }

    private Envelope.Item onlyItem() {
        await().until(() -> !receiver.events().isEmpty());
        assertThat(receiver.items("event")).hasSize(1);
        return receiver.items("event").getFirst();
    }

    private static String text(JsonNode event) {
        return event.at("/message/formatted").asText();
    }

    private static List<String> texts(JsonNode items, String field) {
        return items.findValuesAsText(field);
    }

    private static Exception generatedCaller() {
        var failure = new IllegalArgumentException("generated");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("telemetry.GreetingResource$quarkusrestinvoker$place_1", "invoke", null, -1),
            new StackTraceElement("telemetry.GreetingResource_Subclass", "place", null, -1),
            new StackTraceElement("telemetry.Greet_ClientProxy", "of", null, -1),
            new StackTraceElement("java.lang.Thread", "run", "Thread.java", 1)
        });
        return failure;
    }

    /** The WARN records written meanwhile. */
    private static final class Warnings extends Handler {

        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                texts.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
