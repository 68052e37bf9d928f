package shop.http;

import java.util.ArrayList;
import java.util.List;

/** Splits the value of a header field at separators outside quoted strings (RFC 9110, section 5.6). */
public final class HeaderValue {

    private HeaderValue() {}

    /** The parts without the white space around them. */
    public static List<String> split(String value, char separator) {
        var parts = new ArrayList<String>();
        var isQuoted = false;
        var start = 0;
        for (var i = 0; i < value.length(); i++) {
            var character = value.charAt(i);
            if (character == '"') {
                isQuoted = !isQuoted;
            } else if (character == '\\' && isQuoted) {
                // The next character is quoted by itself.
                i++;
            } else if (character == separator && !isQuoted) {
                parts.add(value.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(value.substring(start).strip());
        return parts;
    }

    /** The text of a quoted string; any other text as it is. */
    public static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1")
                : text;
    }
}
