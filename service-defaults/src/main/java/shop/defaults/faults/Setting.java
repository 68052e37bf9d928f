package shop.defaults.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What an active fault is set to.
 *
 * @param until when the fault ends by itself
 */
public record Setting(Instant until, Map<Parameter<?>, Object> values) {

    @SuppressWarnings("unchecked")
    public <T> T of(Parameter<T> parameter) {
        return (T) values.get(parameter);
    }

    /** Draws by {@link Parameter#RATE} whether the fault hits this time. */
    public boolean isDrawn() {
        return ThreadLocalRandom.current().nextDouble() < of(Parameter.RATE);
    }

    /** Values by name, as clients write them. */
    Map<String, Object> described() {
        var described = new LinkedHashMap<String, Object>();
        values.forEach((parameter, value) ->
                described.put(parameter.name(), value instanceof Duration duration ? text(duration) : value));
        return described;
    }

    private static String text(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
