package telemetry.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestScopesTest {

    @Test
    void sample_a_tenth_of_the_traces() {
        var ids = IdGenerator.random();

        var sampled = IntStream.range(0, 10_000)
                .filter(_ -> RequestScopes.draw(span(ids.generateTraceId())) < 0.1)
                .count();

        assertThat(sampled).isBetween(800L, 1_200L);
    }

    @Test
    void sample_the_same_traces_in_all_services() {
        var id = IdGenerator.random().generateTraceId();

        assertThat(RequestScopes.draw(span(id))).isEqualTo(RequestScopes.draw(span(id)));
        assertThat(RequestScopes.draw(span("ffffffffffffffffffffffffffffffff"))).isLessThan(1);
        assertThat(RequestScopes.draw(span("ffffffffffffffff0000000000000000"))).isZero();
    }

    private static SpanContext span(String traceId) {
        return SpanContext.create(
                traceId, IdGenerator.random().generateSpanId(), TraceFlags.getSampled(), TraceState.getDefault());
    }
}
