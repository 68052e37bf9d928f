package telemetry.errors;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sentry.DataCategory;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SpanId;
import io.sentry.SpanStatus;
import io.sentry.TracesSamplingDecision;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.TransactionNameSource;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import telemetry.http.FilterOrder;
import telemetry.http.Outcome;
import telemetry.http.Route;

/** Opens an {@link ErrorScope} for each request and sends a sample of them as transactions. */
@Singleton
class RequestScopes {

    static final String OPERATION = "http.server";

    private static final int RANDOM_PART = 16;

    private final ErrorTracking errors;

    RequestScopes(ErrorTracking errors) {
        this.errors = errors;
    }

    void register(@Observes Filters filters) {
        if (errors.isOn()) {
            filters.register(this::open, FilterOrder.ERROR_SCOPE.priority());
        }
    }

    /** {@code METHOD /route/{template}}. */
    static String name(Route route) {
        return route.method() + " " + route.template();
    }

    private void open(RoutingContext request) {
        if (VertxContext.isOnDuplicatedContext()) {
            var scope = ErrorScope.open(request);
            var span = Span.current().getSpanContext();
            if (span.isValid() && draw(span) < errors.tracesSampleRate()) {
                transaction(scope, span, request);
            }
        }
        request.next();
    }

    /** Depends on the trace ID only, so that all services of a trace decide alike. */
    static double draw(SpanContext span) {
        return (Long.parseUnsignedLong(span.getTraceId(), RANDOM_PART, 2 * RANDOM_PART, 16) >>> 11) * 0x1p-53;
    }

    private void transaction(ErrorScope scope, SpanContext span, RoutingContext request) {
        if (!Sentry.isHealthy()) {
            // Leaves the queue to errors.
            var reports = Sentry.getCurrentScopes().getOptions().getClientReportRecorder();
            reports.recordLostEvent(DiscardReason.BACKPRESSURE, DataCategory.Transaction);
            return;
        }
        var context =
                new TransactionContext(new SentryId(span.getTraceId()), new SpanId(span.getSpanId()), null, null, null);
        context.setOperation(OPERATION);
        context.setSamplingDecision(new TracesSamplingDecision(true, errors.tracesSampleRate(), draw(span)));
        var transaction = scope.scopes().startTransaction(context, new TransactionOptions());
        request.addEndHandler(ended -> finish(transaction, Outcome.of(request, ended)));
    }

    private static void finish(ITransaction transaction, Outcome outcome) {
        var status = outcome.status();
        transaction.setName(name(outcome.route()), TransactionNameSource.ROUTE);
        transaction.setData("http.response.status_code", status);
        transaction.finish(SpanStatus.fromHttpStatusCode(status, SpanStatus.UNKNOWN));
    }
}
