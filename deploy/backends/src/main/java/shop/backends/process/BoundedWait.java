package shop.backends.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Polls a condition until it holds or a limit has passed. */
public record BoundedWait(Duration limit, Duration pause) {
    public static BoundedWait upTo(Duration limit) {
        return new BoundedWait(limit, Duration.ofMillis(50));
    }

    /** Whether the condition came true within the limit; an interrupt ends the wait. */
    public boolean until(BooleanSupplier condition) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
