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
    void a_request_is_marked_where_its_baggage_asks_for_it_and_the_value_is_not_told(String value) {
        assertThat(span(SpanKind.SERVER, Baggage.builder().put("example.debug", value))
                        .getAttributes()
                        .asMap())
                .containsOnlyKeys(DEBUG)
                .containsValue(true);
    }

    @Test
    void a_request_is_not_marked_without_it() {
        assertThat(mark(SpanKind.SERVER, Baggage.builder())).isNull();
        assertThat(mark(SpanKind.SERVER, Baggage.builder().put("example.debug", "false")))
                .isNull();
        assertThat(mark(SpanKind.SERVER, Baggage.builder().put("tenant", "true")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL", "CLIENT"})
    void one_mark_a_request_is_enough(String kind) {
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
