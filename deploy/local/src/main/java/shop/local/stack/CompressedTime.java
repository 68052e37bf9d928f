package shop.local.stack;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.local.program.StartFailure;

/**
 * Divides the durations in the stack's configuration by a factor, so that alerts take seconds instead of minutes.
 *
 * <p>Changes the values of certain keys, and ranges and offsets in PromQL; not prose, names or thresholds. No duration
 * becomes shorter than a tick, and no range shorter than four ticks.
 *
 * @param factor 1 for real time
 * @param tick the compressed scrape interval
 */
public record CompressedTime(int factor, Duration tick) {
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);
    // One scrape per second: a shorter interval would overload the machine.
    private static final String USUAL_FACTOR = "15";
    private static final int LEAST_TICKS_IN_RANGE = 4;

    private static final String DURATION = "(?:\\d+(?:ms|[smhdwy]))+";
    // Keys of Prometheus, its rules, Alertmanager, and Jaeger's span metrics.
    private static final Pattern SETTING = Pattern.compile(
            "(?m)(?<=^|[\\s{,])(?<key>scrape_interval|scrape_timeout|evaluation_interval|interval|for|keep_firing_for"
                    + "|group_wait|group_interval|repeat_interval|resolve_timeout|metrics_flush_interval): *(?<value>"
                    + DURATION + ")(?=[\\s,}]|$)");
    private static final Pattern RANGE =
            Pattern.compile("\\[(?<range>" + DURATION + ")(?<sub>:(?<step>" + DURATION + ")?)?\\]");
    private static final Pattern OFFSET = Pattern.compile("\\boffset (?<value>" + DURATION + ")");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "y", Duration.ofDays(365));

    public static CompressedTime by(int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("time can be divided by 1 or more, not by " + factor);
        }
        return new CompressedTime(factor, SCRAPE_INTERVAL.dividedBy(factor));
    }

    /** Reads TIME_FACTOR. */
    public static CompressedTime fromEnvironment(Map<String, String> environment) {
        var factor = environment.getOrDefault("TIME_FACTOR", USUAL_FACTOR);
        if (!factor.matches("[1-9][0-9]?")) {
            throw new StartFailure("TIME_FACTOR must be a whole number from 1 to 99, not \"" + factor + "\".");
        }
        return by(Integer.parseInt(factor));
    }

    /** Real time. */
    public static CompressedTime none() {
        return by(1);
    }

    public boolean isCompressed() {
        return factor > 1;
    }

    /** The compressed duration, without a lower limit. */
    public Duration compress(Duration duration) {
        return duration.dividedBy(factor);
    }

    /** A configuration file or query with compressed durations. */
    public String adapt(String text) {
        if (!isCompressed()) {
            return text;
        }
        var settings = replace(SETTING, text, found -> found.group("key") + ": " + atLeast(tick, found.group("value")));
        var offsets = replace(OFFSET, settings, found -> "offset " + atLeast(tick, found.group("value")));
        return replace(RANGE, offsets, this::range);
    }

    private String range(MatchResult found) {
        var range = atLeast(tick.multipliedBy(LEAST_TICKS_IN_RANGE), found.group("range"));
        if (found.group("sub") == null) {
            return "[" + range + "]";
        }
        var step = found.group("step");
        return "[" + range + ":" + (step == null ? "" : atLeast(tick, step)) + "]";
    }

    private String atLeast(Duration least, String text) {
        var whole = parse(text);
        if (whole.isZero()) {
            return text;
        }
        var divided = whole.dividedBy(factor);
        return divided.compareTo(least) < 0 ? print(least) : print(divided);
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> by) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found)));
    }

    /** A duration as Prometheus writes it, such as {@code 1h30m}. */
    static Duration parse(String text) {
        var sum = Duration.ZERO;
        for (var part : (Iterable<MatchResult>) PART.matcher(text).results()::iterator) {
            sum = sum.plus(UNITS.get(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
        }
        return sum;
    }

    private static String print(Duration duration) {
        var millis = duration.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
