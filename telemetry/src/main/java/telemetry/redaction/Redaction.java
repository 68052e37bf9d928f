package telemetry.redaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes secrets and e-mail addresses from text.
 *
 * <p>The patterns take linear time, because callers can choose the text.
 */
public final class Redaction {

    /** As Sentry's own filters write it. */
    public static final String FILTERED = "[Filtered]";

    private static final String SECRET_NAME = "(?:token|passw(?:or)?d|passphrase|pwd|secret|(?:api|access)[_-]?key"
            + "|auth|session|cookie|signature|jwt|credential)";
    private static final Pattern SECRET = Pattern.compile(SECRET_NAME, Pattern.CASE_INSENSITIVE);
    /** Names of secrets in query strings only. */
    private static final Pattern SECRET_IN_ADDRESS =
            Pattern.compile(SECRET_NAME + "|^(?:key|sig|code)$", Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "((?:" + SECRET_NAME + "[\\w.\\]-]{0,40}+|[?&;](?:key|sig|code))=)[^&#;\\s\"'<>]++",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET_HEADER = Pattern.compile(
            "(?<![\\w-])((?:(?:proxy-)?authorization|(?:set-)?cookie"
                    + "|x-[\\w-]{0,40}?(?:key|token|auth|secret|session)[\\w-]{0,40}+)[\"']?:\\s{0,4}+)[^\\r\\n]++",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET_MEMBER = Pattern.compile(
            "([\"'][\\w.-]{0,40}?" + SECRET_NAME + "[\\w.-]{0,40}+\\\\?[\"']\\s{0,4}+:\\s{0,4}+)"
                    + "(?:\"(?:[^\"\\\\]|\\\\.)*+\"|\\[[^\\]]*+]|[^,}\\]]++)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CREDENTIALS =
            Pattern.compile("\\b(Bearer|Basic)\\s++[\\w.~+/=-]++", Pattern.CASE_INSENSITIVE);
    private static final Pattern JSON_WEB_TOKEN =
            Pattern.compile("(?<![\\w-])(?>[\\w-]*?\\beyJ)[\\w-]++\\.[\\w-]++\\.[\\w-]*+");
    private static final Pattern EMAIL = Pattern.compile("(?:\\G|(?<=%40)|(?<![\\p{L}\\p{N}._%+'-]))"
            + "(?:[\\p{L}\\p{N}._+'-]|%(?!40))++(?:@|%40)"
            + "(?:[\\p{L}\\p{N}-]{1,63}+\\.){1,8}\\p{L}{2,63}+");

    private Redaction() {}

    public static String text(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        var redacted = text;
        // Most text has none of the characters that each of these patterns needs, and matching is slow.
        if (redacted.contains(":")) {
            redacted = SECRET_MEMBER.matcher(redacted).replaceAll("$1\"" + FILTERED + "\"");
            redacted = SECRET_HEADER.matcher(redacted).replaceAll("$1" + FILTERED);
        }
        if (redacted.chars().anyMatch(Character::isWhitespace)) {
            redacted = CREDENTIALS.matcher(redacted).replaceAll("$1 " + FILTERED);
        }
        if (redacted.contains("=")) {
            redacted = SECRET_PARAMETER.matcher(redacted).replaceAll("$1" + FILTERED);
        }
        if (redacted.contains("eyJ")) {
            redacted = JSON_WEB_TOKEN.matcher(redacted).replaceAll(FILTERED);
        }
        return redacted.contains("@") || redacted.contains("%40")
                ? EMAIL.matcher(redacted).replaceAll(FILTERED)
                : redacted;
    }

    /** Whether a value with this name is a secret. */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).find();
    }

    /** Redacts a query string, whose names may be percent-encoded. */
    public static String query(String query) {
        if (query == null) {
            return null;
        }
        return Arrays.stream(query.split("&", -1)).map(Redaction::parameter).collect(Collectors.joining("&"));
    }

    private static String parameter(String parameter) {
        var equals = parameter.indexOf('=');
        if (equals < 0
                || !SECRET_IN_ADDRESS
                        .matcher(decoded(parameter.substring(0, equals)))
                        .find()) {
            return text(parameter);
        }
        return parameter.substring(0, equals + 1) + FILTERED;
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
