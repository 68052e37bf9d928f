package shop.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.backends.process.Ports;

/** Loki with the stack's configuration ingests, finds and retains log records of the services. */
@Tag("stack")
class LokiStackTest {
    private static final int PORT = 3100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProgramUnderTest loki = new ProgramUnderTest(
            "loki", List.of(PORT), List.of("-config.file=config.yaml", "-server.grpc-listen-port=" + Ports.free()));

    @BeforeEach
    void start() throws Exception {
        loki.configure(text -> text.replace("/loki", loki.folder() + "/data"));
        loki.start(Map.of(), PORT, "/ready");
    }

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void a_record_is_found_by_its_trace_before_and_after_a_restart() throws Exception {
        var trace = UUID.randomUUID().toString().replace("-", "");
        send("order-service", trace, "it broke");
        send("user-service", UUID.randomUUID().toString().replace("-", ""), "all is well");

        await().atMost(ProgramUnderTest.LIMIT).until(() -> found(trace).size() == 1);
        loki.stop();
        loki.start(Map.of(), PORT, "/ready");

        await().atMost(ProgramUnderTest.LIMIT).until(() -> found(trace).size() == 1);
        var stream = found(trace).path(0);
        assertThat(stream.path("values").path(0).path(1).asText()).isEqualTo("it broke");
        assertThat(stream.path("stream").path("service_name").asText()).isEqualTo("order-service");
        assertThat(stream.path("stream").path("trace_id").asText()).isEqualTo(trace);
        assertThat(stream.path("stream").path("service_instance_id").asText()).isEqualTo("an-instance");
    }

    @Test
    void the_service_is_the_only_index_label() throws Exception {
        send("order-service", UUID.randomUUID().toString().replace("-", ""), "a line");

        await().atMost(ProgramUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(json("/loki/api/v1/labels").path("data"))
                        .map(JsonNode::asText)
                        .containsExactly("service_name"));
    }

    private void send(String service, String trace, String line) throws Exception {
        var record = LogRecord.newBuilder()
                .setTimeUnixNano(Instant.now().toEpochMilli() * 1_000_000)
                .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(trace)))
                .setSeverityText("ERROR")
                .setBody(AnyValue.newBuilder().setStringValue(line));
        var request = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(attribute("service.name", service))
                                .addAttributes(attribute("service.instance.id", "an-instance")))
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
                .build();
        assertThat(loki.post(PORT, "/otlp/v1/logs", request.toByteArray()).statusCode())
                .isEqualTo(204);
    }

    /** The query of Grafana's and Jaeger's links. */
    private JsonNode found(String trace) throws Exception {
        var query = "{service_name=~\".+\"} | trace_id=\"" + trace + "\"";
        return json("/loki/api/v1/query_range?query=" + URLEncoder.encode(query, UTF_8))
                .path("data")
                .path("result");
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(loki.get(PORT, path).body());
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
