package telemetry.errors;

import io.sentry.Breadcrumb;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryStackFrame;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import telemetry.http.Route;

/** Adds the request to an event and marks in-app frames. */
final class EventDetails implements EventProcessor {

    private static final Pattern GENERATED =
            Pattern.compile("\\$quarkusrestinvoker\\$|_(?:Subclass|ClientProxy|Bean|Observer_|Generated)|\\$\\$");

    private final List<String> inApp;

    /** @param inApp package prefixes; empty leaves the decision to Sentry */
    EventDetails(List<String> inApp) {
        this.inApp = inApp;
    }

    @Override
    public SentryEvent process(SentryEvent event, Hint hint) {
        var scope = ErrorScope.current();
        if (scope.request() != null) {
            var route = Route.of(scope.request());
            var name = RequestScopes.name(route);
            event.setRequest(described(route));
            event.setTransaction(name);
            Optional.ofNullable(event.getContexts().getTrace())
                    .ifPresent(trace -> trace.setOperation(RequestScopes.OPERATION));
            event.addBreadcrumb(received(scope, name));
            event.getBreadcrumbs().sort(Comparator.comparing(Breadcrumb::getTimestamp));
        }
        var message = event.getMessage();
        if (message != null && message.getFormatted() == null) {
            message.setFormatted(message.getMessage());
        }
        // Repeats the trace context.
        event.getContexts().remove("MDC");
        if (!inApp.isEmpty()) {
            frames(event).forEach(frame -> frame.setInApp(isInApp(frame)));
        }
        return event;
    }

    /** Sets the method and the route; callers write paths, queries and headers. */
    private static Request described(Route route) {
        var request = new Request();
        request.setMethod(route.method());
        request.setUrl(route.template());
        return request;
    }

    private static Breadcrumb received(ErrorScope scope, String name) {
        var received = new Breadcrumb(scope.start());
        received.setCategory(RequestScopes.OPERATION);
        received.setMessage(name);
        return received;
    }

    private static Stream<SentryStackFrame> frames(SentryEvent event) {
        var exceptions = Stream.ofNullable(event.getExceptions())
                .flatMap(List::stream)
                .map(exception -> exception.getStacktrace());
        var threads =
                Stream.ofNullable(event.getThreads()).flatMap(List::stream).map(thread -> thread.getStacktrace());
        return Stream.concat(exceptions, threads)
                .filter(Objects::nonNull)
                .flatMap(stack -> Stream.ofNullable(stack.getFrames()))
                .flatMap(List::stream);
    }

    /** Generated classes have the application's prefix, too. */
    private boolean isInApp(SentryStackFrame frame) {
        var name = frame.getModule();
        return name != null
                && inApp.stream().anyMatch(name::startsWith)
                && !GENERATED.matcher(name).find();
    }
}
