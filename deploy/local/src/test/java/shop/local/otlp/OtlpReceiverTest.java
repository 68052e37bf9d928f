package shop.local.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.backends.process.Ports;

class OtlpReceiverTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final OtlpReceiver receiver = OtlpReceiver.start(Ports.free(), List.of());

    @AfterEach
    void stop() {
        receiver.close();
        http.close();
    }

    @Test
    void stores_spans() throws Exception {
        assertThat(send(receiver, "/v1/traces", request().toByteArray(), "").statusCode())
                .isEqualTo(200);

        var span = receiver.traces().trace(Spans.TRACE).orElseThrow().spans().getFirst();
        assertThat(span.name()).isEqualTo("POST /orders");
        assertThat(span.service()).isEqualTo("order-service");
        assertThat(span.kind()).isEqualTo(Span.Kind.SERVER);
        assertThat(span.parentId()).isEmpty();
        assertThat(span.duration()).isEqualTo(Duration.ofMillis(7));
        assertThat(span.attributes()).containsEntry("http.response.status_code", "201");
        assertThat(span.detail().types()).containsEntry("http.response.status_code", "int");
        assertThat(span.detail().resource()).containsEntry("service.name", "order-service");
        assertThat(span.detail().status()).isEqualTo(new Span.Status(Span.Status.Code.ERROR, "it broke"));
        assertThat(span.detail().events())
                .containsExactly(new Span.Event("exception", 1_003_000_000L, Map.of("exception.type", "Broken")));
    }

    @Test
    void accepts_gzip_and_forwards_the_same_bytes() throws Exception {
        try (var further = OtlpReceiver.start(Ports.free(), List.of());
                var forwarding = OtlpReceiver.start(Ports.free(), List.of(further.endpoint()))) {
            assertThat(send(forwarding, "/v1/traces", gzip(request().toByteArray()), "gzip")
                            .statusCode())
                    .isEqualTo(200);

            assertThat(forwarding.traces().trace(Spans.TRACE)).isPresent();
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(further.traces().trace(Spans.TRACE)).isPresent());
            assertThat(forwarding.dropped()).isZero();
        }
    }

    @Test
    void responds_as_usual_when_the_other_receiver_is_down() throws Exception {
        try (var forwarding =
                OtlpReceiver.start(Ports.free(), List.of(URI.create("http://localhost:" + Ports.free())))) {
            assertThat(send(forwarding, "/v1/traces", request().toByteArray(), "")
                            .statusCode())
                    .isEqualTo(200);

            assertThat(forwarding.traces().trace(Spans.TRACE)).isPresent();
            await().atMost(LIMIT).until(() -> forwarding.dropped() == 1);
        }
    }

    @Test
    void stores_log_records() throws Exception {
        assertThat(send(receiver, "/v1/logs", gzip(logs().toByteArray()), "gzip")
                        .statusCode())
                .isEqualTo(200);

        var record = receiver.logs().records().getFirst();
        assertThat(record.traceId()).isEqualTo(Spans.TRACE);
        assertThat(record.service()).isEqualTo("order-service");
        assertThat(record.severity()).isEqualTo("ERROR");
        assertThat(record.body()).isEqualTo("it broke");
        assertThat(record.attributes()).containsEntry("thread.id", "7");
        assertThat(record.types()).containsEntry("thread.id", "int");
    }

    @Test
    void accepts_metrics_without_storing_them() throws Exception {
        assertThat(send(receiver, "/v1/metrics", new byte[] {1, 2}, "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void rejects_a_body_that_is_not_otlp() throws Exception {
        assertThat(send(receiver, "/v1/traces", "{}".getBytes(), "").statusCode())
                .isEqualTo(400);
        assertThat(send(receiver, "/v1/traces", "{}".getBytes(), "gzip").statusCode())
                .isEqualTo(400);
    }

    @Test
    void rejects_a_body_over_the_limit_before_and_after_gzip() throws Exception {
        var large = new byte[17 * 1024 * 1024];

        assertThat(send(receiver, "/v1/traces", gzip(large), "gzip").statusCode())
                .isEqualTo(413);
    }

    @Test
    void renders_a_trace_as_text() throws Exception {
        send(receiver, "/v1/traces", request().toByteArray(), "");

        assertThat(get("/traces/" + Spans.TRACE).body()).contains("POST /orders", "order-service");
        assertThat(receiver.traces().trace("0")).isEmpty();
    }

    private HttpResponse<String> send(OtlpReceiver to, String path, byte[] body, String encoding)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(to.endpoint().resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(receiver.endpoint().resolve(path))
                .timeout(LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(packed)) {
            stream.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void answers_a_trace_as_jaeger_does() throws Exception {
        send(receiver, "/v1/traces", request().toByteArray(), "");

        var answer = get("/api/traces/" + Spans.TRACE);

        assertThat(answer.statusCode()).isEqualTo(200);
        var trace = JSON.readTree(answer.body()).at("/data/0");
        var span = trace.at("/spans/0");
        assertThat(span.path("spanID").asText()).isEqualTo("b7ad6b7169203331");
        assertThat(span.path("operationName").asText()).isEqualTo("POST /orders");
        assertThat(span.path("startTime").asLong()).isEqualTo(1_000_000);
        assertThat(span.path("duration").asLong()).isEqualTo(7_000);
        assertThat(span.path("tags"))
                .extracting(OtlpReceiverTest::tag)
                .containsExactlyInAnyOrder(
                        "http.response.status_code=201",
                        "span.kind=server",
                        "otel.status_code=ERROR",
                        "error=true",
                        "otel.status_description=it broke");
        assertThat(span.at("/logs/0/timestamp").asLong()).isEqualTo(1_003_000);
        assertThat(span.at("/logs/0/fields"))
                .extracting(OtlpReceiverTest::tag)
                .containsExactly("event=exception", "exception.type=Broken");
        assertThat(trace.path("processes")
                        .path(span.path("processID").asText())
                        .path("serviceName")
                        .asText())
                .isEqualTo("order-service");
    }

    @Test
    void knows_no_trace_that_has_not_arrived() throws Exception {
        assertThat(get("/api/traces/" + Spans.TRACE).statusCode()).isEqualTo(404);
    }

    @Test
    void answers_the_log_records_of_a_trace_as_loki_does() throws Exception {
        send(receiver, "/v1/logs", logs().toByteArray(), "");

        var answer = get("/loki/api/v1/query_range?direction=forward&limit=5&query="
                + URLEncoder.encode(
                        "{service_name=~\".+\"} | trace_id=\"" + Spans.TRACE + "\"", StandardCharsets.UTF_8));
        var stream = JSON.readTree(answer.body()).at("/data/result/0");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(stream.at("/stream/service_name").asText()).isEqualTo("order-service");
        assertThat(stream.at("/stream/trace_id").asText()).isEqualTo(Spans.TRACE);
        assertThat(stream.at("/values/0/0").asText()).isEqualTo("2000000000");
        assertThat(stream.at("/values/0/1").asText()).isEqualTo("it broke");
    }

    @Test
    void refuses_other_queries_of_loki() throws Exception {
        assertThat(get("/loki/api/v1/query_range?query=%7Bjob%3D%22x%22%7D").statusCode())
                .isEqualTo(400);
    }

    private static ExportLogsServiceRequest logs() {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource())
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
                                        .setTraceId(bytes(Spans.TRACE))
                                        .setSeverityText("ERROR")
                                        .setTimeUnixNano(2_000_000_000L)
                                        .setBody(AnyValue.newBuilder().setStringValue("it broke"))
                                        .addAttributes(attribute(
                                                "thread.id",
                                                AnyValue.newBuilder()
                                                        .setIntValue(7)
                                                        .build())))))
                .build();
    }

    private static String tag(JsonNode tag) {
        return tag.path("key").asText() + "=" + tag.path("value").asText();
    }

    private static ExportTraceServiceRequest request() {
        var span = io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(bytes(Spans.TRACE))
                .setSpanId(bytes("b7ad6b7169203331"))
                .setName("POST /orders")
                .setKind(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(1_000_000_000L)
                .setEndTimeUnixNano(1_007_000_000L)
                .setStatus(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("it broke"))
                .addEvents(io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
                        .setName("exception")
                        .setTimeUnixNano(1_003_000_000L)
                        .addAttributes(attribute(
                                "exception.type",
                                AnyValue.newBuilder().setStringValue("Broken").build())))
                .addAttributes(attribute(
                        "http.response.status_code",
                        AnyValue.newBuilder().setIntValue(201).build()));
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource())
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }

    private static Resource resource() {
        return Resource.newBuilder()
                .addAttributes(attribute(
                        "service.name",
                        AnyValue.newBuilder().setStringValue("order-service").build()))
                .build();
    }

    private static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
