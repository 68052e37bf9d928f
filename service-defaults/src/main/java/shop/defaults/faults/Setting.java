package shop.defaults.faults;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What an active fault is set to.
 *
 * @param until when the fault ends by itself
 * @param values of its parameters, by name
 */
public record Setting(Instant until, Map<String, Object> values) {

    /** Draws by {@link Parameter#RATE} whether the fault hits this time. */
    public boolean isDrawn() {
        return ThreadLocalRandom.current().nextDouble() < (double) values.get("rate");
    }

    /** The value of {@link Parameter#DELAY}. */
    public Duration delay() {
        return DurationConverter.parseDuration((String) values.get("delay"));
    }
}
