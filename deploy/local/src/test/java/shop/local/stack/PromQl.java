package shop.local.stack;

import static java.util.stream.Collectors.toCollection;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the metrics in a PromQL expression, and the series that a selector matches. */
final class PromQl {
    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`";
    private static final Pattern STRING_OR_COMMENT = Pattern.compile(STRING + "|#.*");
    private static final Pattern MATCHERS_OR_RANGE = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    /** A name that is not followed by a parenthesis, and not part of a number or duration such as 5m. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Pattern SELECTOR = Pattern.compile("\\s*([\\w:]+)\\{([^}]*)}\\s*");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

    private static final Pattern NAME_MATCHER = Pattern.compile("__name__=~\"([^\"]*)\"");

    private static final Set<String> WORDS = Set.of(
            "and",
            "or",
            "unless",
            "atan2",
            "bool",
            "offset",
            "by",
            "without",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "inf",
            "nan",
            "Inf",
            "NaN");

    private PromQl() {}

    /** The patterns of {@code __name__} that select metrics. */
    static Stream<Pattern> patterns(String expression) {
        return NAME_MATCHER.matcher(expression).results().map(matcher -> Pattern.compile(matcher.group(1)));
    }

    /** The names of the metrics, except for those selected by {@code __name__}. */
    static Set<String> metrics(String expression) {
        var bare = STRING_OR_COMMENT.matcher(expression).replaceAll(" ");
        bare = MATCHERS_OR_RANGE.matcher(bare).replaceAll(" ");
        bare = LABELS.matcher(bare).replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .collect(toCollection(TreeSet::new));
    }

    /** Whether the expression is a selector that matches a series of this metric with these labels. */
    static boolean selects(String expression, String metric, Map<String, String> labels) {
        var selector = SELECTOR.matcher(expression);
        return selector.matches()
                && selector.group(1).equals(metric)
                && MATCHER.matcher(selector.group(2))
                        .results()
                        .allMatch(matcher -> accepts(matcher, labels.getOrDefault(matcher.group(1), "")));
    }

    private static boolean accepts(MatchResult matcher, String value) {
        var expected = matcher.group(3);
        return switch (matcher.group(2)) {
            case "=" -> value.equals(expected);
            case "!=" -> !value.equals(expected);
            case "=~" -> value.matches(expected);
            default -> !value.matches(expected);
        };
    }
}
