package shop.defaults.faults;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import shop.defaults.problem.InvalidRequest;

/**
 * A parameter of a fault.
 *
 * @param range its values, in words
 * @param fallback its value where none is given; empty where it is required
 * @param parser of a value; throws {@link IllegalArgumentException} outside the range
 */
public record Parameter<T>(String name, String range, String fallback, Function<String, T> parser) {

    /** Share of the requests that the fault hits. */
    public static final Parameter<Double> RATE =
            new Parameter<>("rate", "a number from 0 to 1", "1", text -> between(0.0, Double.valueOf(text), 1.0));

    /** Additional time that something takes. */
    public static final Parameter<Duration> DELAY = duration("delay", "1ms", "30s", "2s");

    static final Parameter<Duration> TTL = duration("ttl", "1s", "1h", "5m");

    public static Parameter<String> oneOf(String name, Collection<String> values) {
        return new Parameter<>(name, String.join(" or ", values), "", text -> {
            if (!values.contains(text)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
    }

    /** @throws InvalidRequest if the value is outside the range */
    T from(Map<String, String> given) {
        try {
            return parser.apply(given.getOrDefault(name, fallback));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("Set " + name + " to " + range + ".");
        }
    }

    private static Parameter<Duration> duration(String name, String least, String most, String fallback) {
        var range = "a duration from %s to %s, such as %s".formatted(least, most, fallback);
        return new Parameter<>(name, range, fallback, text -> between(duration(least), duration(text), duration(most)));
    }

    private static Duration duration(String text) {
        var duration = DurationConverter.parseDuration(text);
        if (duration == null) {
            throw new IllegalArgumentException("Empty");
        }
        return duration;
    }

    private static <T extends Comparable<T>> T between(T least, T value, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(value.toString());
        }
        return value;
    }
}
