package shop.defaults.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What can be set of a fault.
 *
 * @param range what it may be, in words
 * @param otherwise what it is where nobody sets it; empty where it must be set
 * @param reading of a text; empty for one that is out of the range
 */
public record Parameter<T>(String name, String range, String otherwise, Function<String, Optional<T>> reading) {

    /** Share of the requests that the fault hits. */
    public static final Parameter<Double> RATE = new Parameter<>("rate", "a number from 0 to 1", "1", Parameter::share);

    /** How long something takes in addition. */
    public static final Parameter<Duration> DELAY = duration("delay", "1ms", "30s", "2s");

    static final Parameter<Duration> TTL = duration("ttl", "1s", "1h", "5m");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m|h)");

    /** One of some names. */
    public static Parameter<String> oneOf(String name, Collection<String> values) {
        return new Parameter<>(
                name, String.join(" or ", values), "", text -> Optional.of(text).filter(values::contains));
    }

    Optional<T> read(String text) {
        return reading.apply(text);
    }

    private static Parameter<Duration> duration(String name, String least, String most, String otherwise) {
        return new Parameter<>(
                name,
                "a duration from %s to %s, such as %s".formatted(least, most, otherwise),
                otherwise,
                text -> duration(text)
                        .filter(duration -> duration.compareTo(duration(least).orElseThrow()) >= 0
                                && duration.compareTo(duration(most).orElseThrow()) <= 0));
    }

    private static Optional<Duration> duration(String text) {
        var duration = DURATION.matcher(text);
        if (!duration.matches()) {
            return Optional.empty();
        }
        var amount = Long.parseLong(duration.group(1));
        return Optional.of(
                switch (duration.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    private static Optional<Double> share(String text) {
        try {
            // Not a number is in no range.
            return Optional.of(Double.valueOf(text)).filter(share -> share >= 0 && share <= 1);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
