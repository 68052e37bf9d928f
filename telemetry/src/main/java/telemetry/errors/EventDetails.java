package telemetry.errors;

import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.SentryStackTraceFactory;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import io.sentry.protocol.SentryTransaction;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import telemetry.http.Route;
import telemetry.redaction.CallerRedaction;

/** Adds to an event what the work that it comes from knows: its request, its calls, and which frames are our own. */
final class EventDetails implements EventProcessor {

    private static final Pattern GENERATED =
            Pattern.compile("\\$quarkusrestinvoker\\$|_(?:Subclass|ClientProxy|Bean|Observer_|Generated)|\\$\\$");

    private final List<String> inApp;

    /** @param inApp prefixes of the names of our own classes */
    EventDetails(List<String> inApp) {
        this.inApp = inApp;
    }

    @Override
    public SentryEvent process(SentryEvent event, Hint hint) {
        var work = Work.current();
        describe(event, work.request());
        if (work.request() != null) {
            event.setTransaction(RequestScopes.name(work.request()));
            Optional.ofNullable(event.getContexts().getTrace())
                    .ifPresent(trace -> trace.setOperation(RequestScopes.OPERATION));
        }
        work.calls().forEach(call -> event.addBreadcrumb(OutgoingCalls.breadcrumb(call)));
        if (event.getBreadcrumbs() != null) {
            event.getBreadcrumbs().sort((a, b) -> a.getTimestamp().compareTo(b.getTimestamp()));
        }
        var message = event.getMessage();
        if (message != null && message.getFormatted() == null) {
            message.setFormatted(message.getMessage());
        }
        // It says again what the trace context says.
        event.getContexts().remove("MDC");
        if (!inApp.isEmpty()) {
            frames(event).forEach(this::tellOurOwn);
        }
        return event;
    }

    @Override
    public SentryTransaction process(SentryTransaction transaction, Hint hint) {
        describe(transaction, Work.current().request());
        return transaction;
    }

    private static void describe(SentryBaseEvent event, RoutingContext request) {
        if (request != null && event.getRequest() == null) {
            event.setRequest(describe(request.request(), Route.of(request)));
        }
    }

    private static Request describe(HttpServerRequest request, Route route) {
        var described = new Request();
        described.setMethod(route.method());
        // Headers, the host among them, are what callers write freely.
        described.setUrl(CallerRedaction.path(request.path(), route.template(), false));
        if (request.query() != null) {
            described.setQueryString(CallerRedaction.query(request.query()));
        }
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        if (agent != null) {
            described.setHeaders(Map.of("User-Agent", CallerRedaction.agent(agent)));
        }
        return described;
    }

    private static Stream<SentryStackFrame> frames(SentryEvent event) {
        var exceptions = event.getExceptions() == null
                ? Stream.<SentryStackTrace>empty()
                : event.getExceptions().stream().map(exception -> exception.getStacktrace());
        var threads = event.getThreads() == null
                ? Stream.<SentryStackTrace>empty()
                : event.getThreads().stream().map(thread -> thread.getStacktrace());
        return Stream.concat(exceptions, threads)
                .filter(stack -> stack != null && stack.getFrames() != null)
                .flatMap(stack -> stack.getFrames().stream());
    }

    /** Said of each frame: {@link SentryStackTraceFactory} leaves others open, and generated classes have our prefix. */
    private void tellOurOwn(SentryStackFrame frame) {
        var name = frame.getModule();
        frame.setInApp(name != null
                && inApp.stream().anyMatch(name::startsWith)
                && !GENERATED.matcher(name).find());
    }
}
