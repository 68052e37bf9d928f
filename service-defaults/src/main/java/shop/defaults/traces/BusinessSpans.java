package shop.defaults.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.function.Function;
import shop.defaults.problem.Problem;

/**
 * INTERNAL spans of business steps.
 *
 * <p>Unlike {@code @WithSpan}, a refusal (a problem below 500) is an outcome of the step and no error of the span.
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
        } catch (Problem refusal) {
            span.setAttribute("error.type", refusal.slug());
            if (refusal.status() >= 500) {
                failed(span, refusal);
            }
            throw refusal;
        } catch (RuntimeException failure) {
            span.setAttribute("error.type", failure.getClass().getName());
            failed(span, failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    private static void failed(Span span, RuntimeException failure) {
        span.setStatus(StatusCode.ERROR);
        span.recordException(failure);
    }
}
