package shop.defaults.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What a fault that is on is set to. */
public final class Setting {

    private final Instant until;
    private final Map<Parameter<?>, Object> values;

    Setting(Instant until, Map<Parameter<?>, Object> values) {
        this.until = until;
        this.values = values;
    }

    /** When the fault ends by itself. */
    Instant until() {
        return until;
    }

    @SuppressWarnings("unchecked")
    public <T> T of(Parameter<T> parameter) {
        return (T) values.get(parameter);
    }

    /** Whether this time is one of those that the rate tells. */
    public boolean isDrawn() {
        return ThreadLocalRandom.current().nextDouble() < of(Parameter.RATE);
    }

    /** The values as they are set. */
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
