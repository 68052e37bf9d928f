package shop.defaults.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sentry.Sentry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorTrackingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SpanContext SPAN = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    private static final Logger LOG = Logger.getLogger("shop.test");

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private HttpServer sentry;
    private ErrorTracking tracking;

    @BeforeEach
    void start() throws IOException {
        sentry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sentry.createContext("/api/1/envelope/", exchange -> {
            var body =
                    new String(new GZIPInputStream(exchange.getRequestBody()).readAllBytes(), StandardCharsets.UTF_8);
            for (var line : body.split("\n")) {
                var json = JSON.readTree(line);
                if (json.has("event_id") && json.has("contexts")) {
                    events.add(json);
                }
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        sentry.start();
        tracking = trackingTo(
                Optional.of("http://key@localhost:" + sentry.getAddress().getPort() + "/1"));
        tracking.start(new StartupEvent());
    }

    @AfterEach
    void stop() {
        tracking.stop(new ShutdownEvent());
        sentry.stop(0);
    }

    @Test
    void sends_an_ERROR_record_with_its_stack_and_its_trace() throws Exception {
        try (var _ = Span.wrap(SPAN).makeCurrent()) {
            LOG.log(Level.SEVERE, "it broke", new IllegalStateException("because"));
        }

        var event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        assertThat(event.at("/environment").asText()).isEqualTo("test");
        assertThat(event.at("/release").asText()).isEqualTo("some-service@1.2.3");
        assertThat(event.at("/tags/service").asText()).isEqualTo("some-service");
        assertThat(event.at("/contexts/trace/trace_id").asText()).isEqualTo(SPAN.getTraceId());
        assertThat(event.at("/contexts/trace/span_id").asText()).isEqualTo(SPAN.getSpanId());
        var frames = event.at("/exception/values/0/stacktrace/frames");
        assertThat(frames.get(frames.size() - 1).get("in_app").asBoolean()).isTrue();
    }

    @Test
    void sends_nothing_for_a_refusal() throws Exception {
        LOG.log(Level.INFO, "409 insufficient-stock");
        LOG.log(Level.SEVERE, "it broke");

        assertThat(events.poll(10, TimeUnit.SECONDS)).asString().contains("it broke");
    }

    @Test
    void is_off_without_a_DSN() {
        tracking.stop(new ShutdownEvent());

        var off = trackingTo(Optional.empty());
        off.start(new StartupEvent());

        assertThat(Sentry.isEnabled()).isFalse();
    }

    private static ErrorTracking trackingTo(Optional<String> dsn) {
        return new ErrorTracking(dsn, "test", Optional.empty(), "some-service", "1.2.3");
    }
}
