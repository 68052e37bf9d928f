package shop.local.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SpanCounterTest {
    private static final String REFERENCE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER = "0af7651916cd43dd8448eb211c80319d";

    private final SpanCounter counter = new SpanCounter();

    @Test
    void a_trace_with_the_spans_of_the_reference_is_complete() throws IOException {
        send("order-service", span(REFERENCE, 1, 0, "POST /orders"), span(REFERENCE, 2, 1, "INSERT orders"));
        send("order-service", span(OTHER, 1, 0, "POST /orders"), span(OTHER, 3, 1, "INSERT orders"));
        send("user-service", span(OTHER, 4, 3, "one more"));

        assertThat(counter.counts(OTHER).isComplete(counter.counts(REFERENCE))).isTrue();
        assertThat(counter.counts(OTHER).spans()).isEqualTo(3);
        assertThat(counter.counts(OTHER).labels()).containsEntry("user-service: one more", 1);
    }

    @Test
    void notices_a_missing_leaf_span() throws IOException {
        send(
                "order-service",
                span(REFERENCE, 1, 0, "POST /orders"),
                span(REFERENCE, 2, 1, "INSERT orders"),
                span(REFERENCE, 3, 1, "INSERT orders"));
        send("order-service", span(OTHER, 1, 0, "POST /orders"), span(OTHER, 2, 1, "INSERT orders"));

        assertThat(counter.counts(OTHER).isComplete(counter.counts(REFERENCE))).isFalse();
        assertThat(counter.counts(OTHER).difference(counter.counts(REFERENCE)))
                .contains("order-service: INSERT orders");
    }

    @Test
    void notices_a_missing_parent_and_root() throws IOException {
        send("order-service", span(REFERENCE, 1, 0, "work"), span(REFERENCE, 2, 1, "work"));
        send("order-service", span(OTHER, 2, 1, "work"), span(OTHER, 3, 2, "work"));

        assertThat(counter.counts(OTHER).isComplete(counter.counts(REFERENCE))).isFalse();
        assertThat(counter.counts(OTHER).difference(counter.counts(REFERENCE)))
                .startsWith("0 roots, 1 parents missing");
    }

    @Test
    void counts_a_resent_span_once() throws IOException {
        send("order-service", span(OTHER, 1, 0, "POST /orders"));
        send("order-service", span(OTHER, 1, 0, "POST /orders"));

        assertThat(counter.counts(OTHER).spans()).isEqualTo(1);
    }

    @Test
    void reads_gzip() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(request("order-service", span(OTHER, 1, 0, "POST /orders")));
        }

        counter.add(packed.toByteArray(), "gzip");

        assertThat(counter.counts(OTHER).roots()).isEqualTo(1);
    }

    @Test
    void has_no_spans_of_an_unknown_trace() {
        assertThat(counter.counts(OTHER)).isEqualTo(SpanCounter.Counts.NOTHING);
        assertThat(counter.isQuiet(OTHER, Duration.ZERO)).isFalse();
    }

    private void send(String service, Span... spans) throws IOException {
        counter.add(request(service, spans), "");
    }

    private static byte[] request(String service, Span... spans) {
        var resource = Resource.newBuilder()
                .addAttributes(KeyValue.newBuilder()
                        .setKey("service.name")
                        .setValue(AnyValue.newBuilder().setStringValue(service)));
        var scope = ScopeSpans.newBuilder().addAllSpans(List.of(spans));
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    /** @param parent 0 for none */
    private static Span span(String trace, long id, long parent, String name) {
        var span = Span.newBuilder()
                .setTraceId(ByteString.fromHex(trace))
                .setSpanId(id(id))
                .setName(name);
        return (parent == 0 ? span : span.setParentSpanId(id(parent))).build();
    }

    private static ByteString id(long number) {
        return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }
}
