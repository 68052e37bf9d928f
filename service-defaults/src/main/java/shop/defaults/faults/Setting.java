package shop.defaults.faults;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import shop.http.problem.InvalidRequest;

/**
 * What an active fault is set to.
 *
 * @param until when the fault ends by itself
 * @param parameters as they are reported
 */
public record Setting(Instant until, Map<String, Object> parameters) {

    /** Draws by the rate whether the fault hits this request. */
    public boolean isDrawn() {
        return ThreadLocalRandom.current().nextDouble() < (double) parameters.get("rate");
    }

    /** Additional time that something takes. */
    public Duration delay() {
        return DurationConverter.parseDuration((String) parameters.get("delay"));
    }

    /** @throws InvalidRequest if a parameter is unknown or outside its range */
    static Setting read(Fault fault, Map<String, String> query, Collection<String> neighbours, Instant now) {
        var names = fault.parameters;
        if (!names.containsAll(query.keySet())) {
            throw new InvalidRequest("The parameters of " + fault + " are " + String.join(", ", names) + ".");
        }
        var values = new LinkedHashMap<String, Object>();
        names.forEach(name -> values.put(name, read(name, query.get(name), neighbours)));
        var timeToLive = DurationConverter.parseDuration((String) values.remove("ttl"));
        return new Setting(now.plus(timeToLive), values);
    }

    private static Object read(String name, String text, Collection<String> neighbours) {
        return switch (name) {
            case "rate" ->
                Double.valueOf(check(name, text, "1", within("0", "1", Double::valueOf), "a number from 0 to 1"));
            case "delay" -> duration(name, text, "2s", "1ms", "30s");
            case "ttl" -> duration(name, text, "5m", "1s", "1h");
            default -> check(name, text, "", neighbours::contains, String.join(" or ", neighbours));
        };
    }

    private static String duration(String name, String text, String fallback, String least, String most) {
        var range = "a duration from %s to %s, such as %s".formatted(least, most, fallback);
        return check(name, text, fallback, within(least, most, DurationConverter::parseDuration), range);
    }

    private static <T extends Comparable<T>> Predicate<String> within(
            String least, String most, Function<String, T> parser) {
        return text -> {
            var value = parser.apply(text);
            return value != null
                    && value.compareTo(parser.apply(least)) >= 0
                    && value.compareTo(parser.apply(most)) <= 0;
        };
    }

    private static String check(String name, String text, String fallback, Predicate<String> isValid, String range) {
        var value = Objects.requireNonNullElse(text, fallback);
        try {
            if (isValid.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // Neither a number nor a duration.
        }
        throw new InvalidRequest("Set " + name + " to " + range + ".");
    }
}
