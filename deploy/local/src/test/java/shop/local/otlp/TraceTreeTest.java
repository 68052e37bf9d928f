package shop.local.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.otlp.Spans.TRACE;
import static shop.local.otlp.Spans.span;

import java.util.List;
import org.junit.jupiter.api.Test;
import shop.local.otlp.Span.Kind;

class TraceTreeTest {

    @Test
    void shows_one_line_per_span_below_its_parent_ordered_by_start() {
        var trace = new Trace(
                TRACE,
                List.of(
                        span("d", "b", "user-service", "GET /users/{id}", Kind.SERVER, 4),
                        span("c", "a", "order-service", "insert orders", Kind.CLIENT, 9),
                        span("a", "", "order-service", "POST /orders", Kind.SERVER, 1),
                        span("b", "a", "order-service", "GET /users/{id}", Kind.CLIENT, 3)));

        assertThat(TraceTree.of(trace)).isEqualTo("""
                POST /orders           order-service  SERVER        10.0 ms
                ├─ GET /users/{id}     order-service  CLIENT        10.0 ms
                │  └─ GET /users/{id}  user-service   SERVER        10.0 ms
                └─ insert orders       order-service  CLIENT        10.0 ms
                """);
    }

    @Test
    void marks_a_span_with_a_missing_parent() {
        var trace = new Trace(
                TRACE,
                List.of(
                        span("a", "", "order-service", "POST /orders", Kind.SERVER, 1),
                        span("d", "f00d", "user-service", "GET", Kind.SERVER, 4)));

        assertThat(TraceTree.of(trace)).isEqualTo("""
                POST /orders  order-service  SERVER        10.0 ms
                GET           user-service   SERVER        10.0 ms  (parent f00d is missing)
                """);
    }

    @Test
    void is_empty_without_spans() {
        assertThat(TraceTree.of(new Trace(TRACE, List.of()))).isEmpty();
    }
}
