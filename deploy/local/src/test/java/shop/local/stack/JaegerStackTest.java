package shop.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sampling, metrics and storage of Jaeger with the stack's configuration. */
@Tag("stack")
class JaegerStackTest {
    private static final List<Integer> PORTS = List.of(4317, 4318, 8888, 8889, 13133, 16685, 16686);
    private static final Duration LIMIT = ProgramUnderTest.LIMIT;
    private static final Duration SHORT = Duration.ofMillis(40);
    private static final Duration SLOW = Duration.ofMillis(600);
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final int GOOD = 1_000;
    private static final int FEW = 20;

    private final Queue<String> queries = new ConcurrentLinkedQueue<>();
    private final ProgramUnderTest jaeger = new ProgramUnderTest("jaeger", PORTS, List.of("--config", "config.yaml"));
    private HttpServer prometheus;

    @BeforeEach
    void start() throws IOException {
        prometheus = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        prometheus.createContext("/api/v1/query_range", this::answerNothing);
        prometheus.start();
        jaeger.configure(text -> text.replace(
                "prometheus:9090", "localhost:" + prometheus.getAddress().getPort()));
        startJaeger();
    }

    @AfterEach
    void stop() {
        jaeger.close();
        prometheus.stop(0);
    }

    @Test
    void keeps_failed_slow_and_debug_traces_and_a_tenth_of_the_rest_and_counts_all() throws Exception {
        var good = orders(GOOD, SHORT, Outcome.CONFIRMED);
        var failed = orders(FEW, SHORT, Outcome.FAILED);
        var slow = orders(FEW, SLOW, Outcome.CONFIRMED);
        var followed = orders(FEW, SHORT, Outcome.FOLLOWED);
        // An event that is handled late does not make a trace slow.
        events(good, LATE, SHORT);
        var all = 2 * GOOD + 3 * FEW;

        // Jaeger decides on the last trace at last.
        await().atMost(LIMIT).until(() -> kept(followed) == FEW);
        assertThat(kept(failed)).isEqualTo(FEW);
        assertThat(kept(slow)).isEqualTo(FEW);
        // Five standard deviations.
        assertThat(kept(good)).isBetween(GOOD / 10 - 50, GOOD / 10 + 50);
        await().atMost(LIMIT).until(() -> counted("traces_span_metrics_calls_total") == all);
        assertThat(counted("traces_span_metrics_duration_seconds_count")).isEqualTo(all);
        assertThat(metrics()).contains("le=\"0.3\"");
    }

    @Test
    void durations_have_exemplars() {
        var exemplar = Pattern.compile("traces_span_metrics_duration_seconds_bucket\\{.* # \\{.*trace_id=\"");

        // Exemplars are those of the last seconds only.
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
            orders(1, SHORT, Outcome.CONFIRMED);
            return exemplar.matcher(metrics()).find();
        });
    }

    @Test
    void a_late_span_follows_the_decision_about_its_trace() throws Exception {
        var failed = orders(1, SHORT, Outcome.FAILED);
        await().atMost(LIMIT).until(() -> kept(failed) == 1);

        send(span(failed.getFirst(), "OrderConfirmed", Span.SpanKind.SPAN_KIND_CONSUMER, SHORT));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(jaeger.get(16686, "/api/traces/" + failed.getFirst())
                                .body())
                        .contains("OrderConfirmed"));
    }

    @Test
    void late_spans_of_events_complete_the_traces_that_were_kept_and_no_others() throws Exception {
        var good = orders(GOOD, SHORT, Outcome.CONFIRMED);
        var last = orders(1, SHORT, Outcome.FAILED);
        await().atMost(LIMIT).until(() -> kept(last) == 1);
        var kept = kept(good);
        assertThat(kept).isLessThan(GOOD);

        events(good, Duration.ZERO, SLOW);
        events(last, Duration.ZERO, SHORT);
        await().atMost(LIMIT).until(() -> withEvent(last) == 1);

        assertThat(kept(good)).isEqualTo(kept);
        assertThat(withEvent(good)).isEqualTo(kept);
    }

    @Test
    void keeps_traces_whose_event_is_handled_slowly_or_fails() throws Exception {
        var slow = orders(FEW, SHORT, Outcome.CONFIRMED);
        events(slow, Duration.ZERO, SLOW);
        var failed = orders(FEW, SHORT, Outcome.CONFIRMED);
        for (var trace : failed) {
            send(span(trace, "process orders", Span.SpanKind.SPAN_KIND_CONSUMER, SHORT).toBuilder()
                    .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                    .build());
        }

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(kept(slow)).isEqualTo(FEW);
            assertThat(kept(failed)).isEqualTo(FEW);
        });
    }

    @Test
    void traces_survive_a_restart() throws Exception {
        var failed = orders(FEW, SHORT, Outcome.FAILED);
        await().atMost(LIMIT).until(() -> kept(failed) == FEW);

        jaeger.stop();
        startJaeger();

        assertThat(kept(failed)).isEqualTo(FEW);
    }

    @Test
    void traces_are_deleted_after_their_retention() throws Exception {
        jaeger.stop();
        startJaeger(Map.of("JAEGER_RETENTION", "8s"));
        var failed = orders(FEW, SHORT, Outcome.FAILED);

        await().atMost(LIMIT).until(() -> kept(failed) == FEW);
        await().atMost(LIMIT).until(() -> kept(failed) == 0);
    }

    @Test
    void spans_are_refused_at_the_memory_limit() {
        jaeger.stop();
        startJaeger(Map.of("JAEGER_MEMORY_MIB", "1"));

        await().atMost(LIMIT).until(() -> {
            var span = span("0123456789abcdef0123456789abcdef", "POST /orders", Span.SpanKind.SPAN_KIND_SERVER, SHORT);
            return post(span).statusCode() == 503;
        });
    }

    @Test
    void the_monitor_tab_queries_the_exported_metrics() throws Exception {
        orders(FEW, SHORT, Outcome.FAILED);
        await().atMost(LIMIT).until(() -> counted("traces_span_metrics_calls_total") == FEW);

        for (var chart : List.of("calls?", "errors?", "latencies?quantile=0.95&")) {
            assertThat(jaeger.get(16686, "/api/metrics/" + chart + "service=order-service&spanKind=server")
                            .statusCode())
                    .isEqualTo(200);
        }

        var names = queries.stream()
                .flatMap(query -> Pattern.compile("traces_span_metrics\\w+")
                        .matcher(query)
                        .results())
                .map(result -> result.group())
                .toList();
        assertThat(names)
                .contains("traces_span_metrics_calls_total", "traces_span_metrics_duration_seconds_bucket")
                .allSatisfy(name -> assertThat(metrics()).contains(name + "{"));
    }

    private void startJaeger() {
        startJaeger(Map.of());
    }

    private void startJaeger(Map<String, String> further) {
        var environment = new HashMap<>(Map.of(
                "JAEGER_DATA",
                jaeger.folder().resolve("data").toString(),
                "JAEGER_UI",
                ProgramUnderTest.configuration("jaeger").resolve("ui.js").toString(),
                "SAMPLING_WAIT",
                "2s",
                "SPAN_METRICS_INTERVAL",
                "2s"));
        environment.putAll(further);
        jaeger.start(environment, 13133, "/status");
    }

    private void answerNothing(HttpExchange exchange) throws IOException {
        queries.add(URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8));
        var answer =
                "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\", \"result\": []}}".getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** @return their traces */
    private List<String> orders(int count, Duration duration, Outcome outcome) throws Exception {
        var ids = Stream.generate(() -> UUID.randomUUID().toString().replace("-", ""))
                .limit(count)
                .toList();
        send(ids.stream()
                .map(id -> {
                    var span = span(id, "POST /orders", Span.SpanKind.SPAN_KIND_SERVER, duration).toBuilder();
                    return switch (outcome) {
                        case CONFIRMED -> span.build();
                        case FAILED ->
                            span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                                    .build();
                        case FOLLOWED ->
                            span.addAttributes(attribute(
                                            "shop.debug", AnyValue.newBuilder().setBoolValue(true)))
                                    .build();
                    };
                })
                .toArray(Span[]::new));
        return ids;
    }

    /** Sends the spans of their events. */
    private void events(List<String> traces, Duration delay, Duration duration) throws Exception {
        var start = Instant.now().plus(delay);
        send(traces.stream()
                .map(id -> span(id, "process orders", Span.SpanKind.SPAN_KIND_CONSUMER, start, duration))
                .toArray(Span[]::new));
    }

    private static Span span(String traceId, String name, Span.SpanKind kind, Duration duration) {
        return span(traceId, name, kind, Instant.now(), duration);
    }

    private static Span span(String traceId, String name, Span.SpanKind kind, Instant begin, Duration duration) {
        var start = begin.toEpochMilli() * 1_000_000;
        return Span.newBuilder()
                .setTraceId(
                        bytes(Long.parseUnsignedLong(traceId, 0, 16, 16), Long.parseUnsignedLong(traceId, 16, 32, 16)))
                .setSpanId(bytes(UUID.randomUUID().getLeastSignificantBits()))
                .setName(name)
                .setKind(kind)
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + duration.toNanos())
                .build();
    }

    private void send(Span... spans) throws Exception {
        assertThat(post(spans).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(Span... spans) throws Exception {
        var request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(attribute(
                                        "service.name", AnyValue.newBuilder().setStringValue("order-service"))))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                .build();
        return jaeger.post(4318, "/v1/traces", request.toByteArray());
    }

    private int kept(List<String> traces) throws Exception {
        var count = 0;
        for (var trace : traces) {
            count += jaeger.get(16686, "/api/traces/" + trace).statusCode() == 200 ? 1 : 0;
        }
        return count;
    }

    private int withEvent(List<String> traces) throws Exception {
        var count = 0;
        for (var trace : traces) {
            var answer = jaeger.get(16686, "/api/traces/" + trace).body();
            count += answer.contains("POST /orders") && answer.contains("process orders") ? 1 : 0;
        }
        return count;
    }

    private double counted(String metric) throws Exception {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.replaceFirst("^[^}]*} (\\S+).*", "$1")))
                .sum();
    }

    private String metrics() throws IOException, InterruptedException {
        return jaeger.send(HttpRequest.newBuilder(jaeger.uri(8889, "/metrics"))
                        .header("Accept", "application/openmetrics-text;version=1.0.0"))
                .body();
    }

    private static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static ByteString bytes(long... numbers) {
        var bytes = ByteBuffer.allocate(Long.BYTES * numbers.length);
        Arrays.stream(numbers).forEach(bytes::putLong);
        return ByteString.copyFrom(bytes.array());
    }

    private enum Outcome {
        CONFIRMED,
        FAILED,
        FOLLOWED
    }
}
