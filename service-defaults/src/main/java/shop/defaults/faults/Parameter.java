package shop.defaults.faults;

import io.quarkus.runtime.configuration.DurationConverter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import shop.defaults.problem.InvalidRequest;

/**
 * A parameter of a fault.
 *
 * @param range its values, in words
 * @param fallback its value where none is given; empty where it is required
 * @param parser of a value; outside the range it returns empty or throws {@link IllegalArgumentException}
 */
public record Parameter(String name, String range, String fallback, Function<String, Optional<?>> parser) {

    /** Share of the requests that the fault hits. */
    public static final Parameter RATE = new Parameter(
            "rate",
            "a number from 0 to 1",
            "1",
            text -> Optional.of(Double.valueOf(text)).filter(rate -> rate >= 0 && rate <= 1));

    /** Additional time that something takes. */
    public static final Parameter DELAY = duration("delay", "1ms", "30s", "2s");

    static final Parameter TTL = duration("ttl", "1s", "1h", "5m");

    public static Parameter oneOf(String name, Collection<String> values) {
        return new Parameter(
                name, String.join(" or ", values), "", text -> Optional.of(text).filter(values::contains));
    }

    /** @throws InvalidRequest if the given value is outside the range */
    Object from(Map<String, String> given) {
        try {
            return parser.apply(given.getOrDefault(name, fallback)).orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("Set " + name + " to " + range + ".");
        }
    }

    private static Parameter duration(String name, String least, String most, String fallback) {
        var range = "a duration from %s to %s, such as %s".formatted(least, most, fallback);
        return new Parameter(
                name,
                range,
                fallback,
                text -> Optional.ofNullable(DurationConverter.parseDuration(text))
                        .filter(duration -> duration.compareTo(DurationConverter.parseDuration(least)) >= 0)
                        .filter(duration -> duration.compareTo(DurationConverter.parseDuration(most)) <= 0)
                        .map(_ -> text));
    }
}
