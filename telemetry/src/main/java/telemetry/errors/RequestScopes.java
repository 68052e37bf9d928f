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
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import telemetry.http.FilterOrder;
import telemetry.http.Outcome;
import telemetry.http.Route;

/** Gives each request a scope of its own, and sends some of them as transactions. */
@Singleton
class RequestScopes {

    static final String OPERATION = "http.server";

    private static final int RANDOM_PART = 16;

    private final boolean on;
    private final double sampleRate;
    private final OutgoingCalls calls;

    RequestScopes(ErrorTracking errors, OutgoingCalls calls) {
        this.calls = calls;
        on = errors.isOn();
        sampleRate = errors.tracesSampleRate();
    }

    void register(@Observes Filters filters) {
        if (on) {
            filters.register(this::open, FilterOrder.ERROR_SCOPE.priority());
        }
    }

    /** {@code METHOD /route/{template}}, as far as a resource has matched. */
    static String name(RoutingContext request) {
        return name(Route.of(request));
    }

    private static String name(Route route) {
        return route.method() + " " + route.template();
    }

    private void open(RoutingContext request) {
        if (!Work.hasContext()) {
            request.next();
            return;
        }
        var work = Work.begin(request);
        var span = Span.current().getSpanContext();
        if (Span.current().isRecording()) {
            calls.belongs(span.getSpanId(), work);
        }
        if (span.isValid() && draw(span) < sampleRate) {
            transaction(work, span, request);
        }
        request.next();
    }

    /** By the trace's id, so that the services of a trace agree. */
    static double draw(SpanContext span) {
        return (Long.parseUnsignedLong(span.getTraceId(), RANDOM_PART, 2 * RANDOM_PART, 16) >>> 11) * 0x1p-53;
    }

    private void transaction(Work work, SpanContext span, RoutingContext request) {
        if (!Sentry.isHealthy()) {
            Sentry.getCurrentScopes()
                    .getOptions()
                    .getClientReportRecorder()
                    .recordLostEvent(DiscardReason.BACKPRESSURE, DataCategory.Transaction);
            return;
        }
        var context =
                new TransactionContext(new SentryId(span.getTraceId()), new SpanId(span.getSpanId()), null, null, null);
        context.setOperation(OPERATION);
        context.setSamplingDecision(new TracesSamplingDecision(true, sampleRate, draw(span)));
        var transaction = work.scopes().startTransaction(context, new TransactionOptions());
        request.addEndHandler(ended -> finish(transaction, Outcome.of(request, ended)));
    }

    private static void finish(ITransaction transaction, Outcome outcome) {
        var status = outcome.status();
        transaction.setName(name(outcome.route()), TransactionNameSource.ROUTE);
        transaction.setData("http.response.status_code", status);
        transaction.finish(SpanStatus.fromHttpStatusCode(status, SpanStatus.UNKNOWN));
    }
}
