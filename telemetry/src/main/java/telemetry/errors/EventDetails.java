package telemetry.errors;

import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.protocol.SentryStackFrame;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Completes an event with its request, its formatted message and its in-app frames. */
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
        ErrorScope.current().describe(event);
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
