package shop.http.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The service has no capacity or no time left for a request. */
abstract sealed class OverloadProblem extends Problem permits Overloaded, DeadlineExceeded {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int FRAMES = 10;

    OverloadProblem(String detail) {
        super(503, "overloaded", "Overloaded", detail, Map.of(), null);
    }

    /** Only the frames that tell the place: an overload logs thousands of traces, and would grow by their cost. */
    @Override
    public Throwable fillInStackTrace() {
        setStackTrace(StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(frame -> frame.getMethodName().equals("fillInStackTrace")
                                || frame.getMethodName().equals("<init>"))
                        .limit(FRAMES)
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .toArray(StackTraceElement[]::new)));
        return this;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(RETRY_AFTER);
    }
}
