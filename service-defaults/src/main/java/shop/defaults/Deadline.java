package shop.defaults;

import java.time.Duration;
import shop.http.problem.DeadlineExceeded;

/** The time by which a request must be answered, handed down to whatever may wait for something. */
public final class Deadline {

    // Less is of no use to a call: it would fail, and the service called would be blamed.
    private static final Duration LEAST = Duration.ofMillis(100);

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline after(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** Time left; zero once less than a millisecond is left, which is the resolution of most waits. */
    public Duration remaining() {
        return Duration.ofMillis(
                Math.max(0, Duration.ofNanos(end - System.nanoTime()).toMillis()));
    }

    public boolean hasPassed() {
        return remaining().isZero();
    }

    /**
     * Checks that there is time to begin something.
     *
     * @throws DeadlineExceeded if too little is left
     */
    public void check() {
        if (remaining().compareTo(LEAST) < 0) {
            throw new DeadlineExceeded();
        }
    }
}
