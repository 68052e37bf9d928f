package shop.local.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.otlp.Spans.TRACE;
import static shop.local.otlp.Spans.span;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.local.otlp.Span.Kind;

class TraceStoreTest {
    private static final Span ROOT = span("a", "", "order-service", "POST /orders", Kind.SERVER, 1);
    private static final Span CHILD = span("b", "a", "user-service", "GET /users/{id}", Kind.SERVER, 2);
    private static final Span ORPHAN = span("c", "f00d", "user-service", "fetch-user", Kind.INTERNAL, 3);

    private final TraceStore store = new TraceStore(3);

    @Test
    void keeps_a_resent_span_once() {
        store.add(List.of(ROOT, CHILD));
        store.add(List.of(CHILD));

        assertThat(store.trace(TRACE).orElseThrow().spans()).containsExactly(ROOT, CHILD);
    }

    @Test
    void drops_the_oldest_traces_beyond_its_limit() {
        store.add(List.of(inTrace("1", "a"), inTrace("2", "b"), inTrace("2", "c")));
        store.add(List.of(inTrace("3", "d")));

        assertThat(store.trace("1")).isEmpty();
        assertThat(store.trace("2").orElseThrow().spans()).hasSize(2);
        assertThat(store.trace("3").orElseThrow().spans()).hasSize(1);
    }

    @Test
    void a_trace_is_connected_if_one_root_leads_to_every_span() {
        assertThat(new Trace(TRACE, List.of(ROOT, CHILD)).isConnected()).isTrue();
        assertThat(new Trace(TRACE, List.of(ROOT, ORPHAN)).isConnected()).isFalse();
        assertThat(new Trace(TRACE, List.of(CHILD)).isConnected()).isFalse();
        assertThat(new Trace(TRACE, List.of()).isConnected()).isFalse();
    }

    @Test
    void waits_until_a_trace_is_complete() {
        store.add(List.of(CHILD));
        Thread.ofVirtual().start(() -> store.add(List.of(ROOT)));

        var trace = store.awaitComplete(
                TRACE, Set.of("order-service", "user-service"), Duration.ofMillis(1), Duration.ofSeconds(10));

        assertThat(trace.isConnected()).isTrue();
    }

    @Test
    void returns_an_incomplete_trace_after_the_limit() {
        store.add(List.of(ORPHAN));

        var trace = store.awaitComplete(TRACE, Set.of("order-service"), Duration.ZERO, Duration.ofMillis(20));

        assertThat(trace.spans()).containsExactly(ORPHAN);
        assertThat(trace.orphans()).containsExactly(ORPHAN);
    }

    private static Span inTrace(String traceId, String spanId) {
        return new Span(traceId, spanId, "", "s", "n", Kind.INTERNAL, 1, Duration.ZERO, Map.of(), Span.Detail.NONE);
    }
}
