package shop.defaults.http;

import java.util.List;
import java.util.Locale;
import shop.http.HeaderValue;

/** The media ranges that a client accepts (RFC 9110, section 12.5.1). */
final class AcceptHeader {

    // The most specific last.
    private static final List<String> RANGES_OF_JSON = List.of("*/*", "application/*", "application/json");

    private AcceptHeader() {}

    /** Whether JSON is acceptable: by the most specific range that matches it, or because there is no range. */
    static boolean allowsJson(List<String> values) {
        var specificity = -1;
        var isAllowed = String.join("", values).isBlank();
        for (var range : HeaderValue.split(String.join(",", values).toLowerCase(Locale.ROOT), ',')) {
            var parts = HeaderValue.split(range, ';');
            var specific = RANGES_OF_JSON.indexOf(parts.getFirst());
            if (specific > specificity) {
                specificity = specific;
                isAllowed = isWanted(parts);
            }
        }
        return isAllowed;
    }

    /** Whether no weight is zero. */
    private static boolean isWanted(List<String> parts) {
        return parts.stream().noneMatch(part -> part.matches("q\\s*=\\s*0(\\.0*)?"));
    }
}
