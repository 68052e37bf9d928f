package telemetry.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.function.Function;

/**
 * INTERNAL spans of business steps.
 *
 * <p>Unlike {@code @WithSpan}, an {@link ExpectedFailure} that is no error leaves the span's status unset.
 */
@Singleton
public class BusinessSpans {

    private final Tracer tracer;

    BusinessSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** @param name verb and object, of a bounded set */
    public <T> T call(String name, Function<Span, T> step) {
        var span = tracer.spanBuilder(name).startSpan();
        try (var _ = span.makeCurrent()) {
            return step.apply(span);
        } catch (RuntimeException failure) {
            record(span, failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    /** As {@link #call}, for a step that ends when its future completes. Call this on a request's Vert.x context. */
    public <T> Future<T> callAsync(String name, Function<Span, Future<T>> step) {
        var span = tracer.spanBuilder(name).startSpan();
        var scope = span.makeCurrent();
        return Future.succeededFuture(span).compose(step).onComplete(result -> {
            scope.close();
            if (result.failed()) {
                record(span, result.cause());
            }
            span.end();
        });
    }

    private static void record(Span span, Throwable failure) {
        var expected = failure instanceof ExpectedFailure outcome ? outcome : null;
        span.setAttribute("error.type", expected == null ? failure.getClass().getName() : expected.errorType());
        if (expected == null || expected.isError()) {
            span.setStatus(StatusCode.ERROR);
            span.recordException(failure);
        }
    }
}
