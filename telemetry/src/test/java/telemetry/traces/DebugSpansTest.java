package telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugSpansTest {

    private static final AttributeKey<Boolean> DEBUG = AttributeKey.booleanKey("example.debug");

    private final SdkTracerProvider traces = SdkTracerProvider.builder()
            .addSpanProcessor(new DebugSpans(Optional.of("example.debug")))
            .build();

    @AfterEach
    void close() {
        traces.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "", "ada@mail.example"})
    void marks_a_request_whose_baggage_asks_for_it_without_the_value(String value) {
        assertThat(span(SpanKind.SERVER, Baggage.builder().put("example.debug", value))
                        .getAttributes()
                        .asMap())
                .containsOnlyKeys(DEBUG)
                .containsValue(true);
    }

    @Test
    void marks_no_other_request() {
        assertThat(mark(SpanKind.SERVER, Baggage.builder())).isNull();
        assertThat(mark(SpanKind.SERVER, Baggage.builder().put("example.debug", "false")))
                .isNull();
        assertThat(mark(SpanKind.SERVER, Baggage.builder().put("tenant", "true")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL", "CLIENT"})
    void marks_server_spans_only(String kind) {
        assertThat(mark(SpanKind.valueOf(kind), Baggage.builder().put("example.debug", "true")))
                .isNull();
    }

    private Boolean mark(SpanKind kind, BaggageBuilder baggage) {
        return span(kind, baggage).getAttribute(DEBUG);
    }

    private ReadableSpan span(SpanKind kind, BaggageBuilder baggage) {
        return (ReadableSpan) traces.get("test")
                .spanBuilder("span")
                .setSpanKind(kind)
                .setParent(baggage.build().storeInContext(Context.root()))
                .startSpan();
    }
}
