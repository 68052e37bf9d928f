package telemetry.redaction;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps what callers write freely out of what is told of a request: a path, a query, a User-Agent or a forwarded address
 * can hold anything, such as a name or a password. What stays is known beforehand, or an id.
 */
public final class CallerRedaction {

    /** As the OpenTelemetry semantic conventions have it for URLs. */
    public static final String REDACTED = "REDACTED";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Set<String> PAGING = Set.of("page", "size");
    private static final Pattern SMALL_NUMBER = Pattern.compile("\\d{1,6}");
    private static final Set<String> PRODUCTS = Set.of(
            "AppleWebKit",
            "Apache-HttpClient",
            "Chrome",
            "Edg",
            "Firefox",
            "Gecko",
            "Go-http-client",
            "HeadlessChrome",
            "Java-http-client",
            "Mozilla",
            "PostmanRuntime",
            "Prometheus",
            "Safari",
            "Version",
            "Wget",
            "curl",
            "k6",
            "kube-probe",
            "okhttp",
            "python-requests");
    private static final Pattern VERSION = Pattern.compile("\\d{1,8}(\\.\\d{1,5}){0,3}");

    private CallerRedaction() {}

    /**
     * The words of the route and ids stay; where nothing matched, nothing does.
     *
     * @param template of the route, such as {@code /orders/{id}}
     * @param exists whether what the path names was found: then its slugs are the shop's own
     */
    public static String path(String path, String template, boolean exists) {
        var segments = path.split("/", -1);
        var known = template.split("/", -1);
        for (var i = 0; i < segments.length; i++) {
            var word = known.length == segments.length ? known[i] : "";
            segments[i] = kept(segments[i], isHarmless(segments[i], word, exists));
        }
        return String.join("/", segments);
    }

    private static boolean isHarmless(String segment, String word, boolean exists) {
        return segment.isEmpty()
                || segment.equals(word)
                || ID.matcher(segment).matches()
                || exists && word.startsWith("{") && SLUG.matcher(segment).matches();
    }

    /** The page and its size stay. */
    public static String query(String query) {
        return Arrays.stream(query.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .map(parameter -> PAGING.contains(parameter[0]) && parameter.length == 2
                        ? parameter[0] + "=" + kept(parameter[1], SMALL_NUMBER.asMatchPredicate())
                        : REDACTED)
                .collect(Collectors.joining("&"));
    }

    /** Well-known products with their versions (RFC 9110, section 10.1.5) stay, without the comments behind them. */
    public static String agent(String agent) {
        var products = Arrays.stream(agent.split(" "))
                .filter(CallerRedaction::isKnownProduct)
                .collect(Collectors.joining(" "));
        return products.isEmpty() ? REDACTED : products;
    }

    public static String address(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException e) {
            return REDACTED;
        }
    }

    public static String scheme(String scheme) {
        return kept(scheme, SCHEMES.contains(scheme));
    }

    /**
     * An address stays, and the name by which services call each other.
     *
     * @param service the name of the service that was asked
     */
    public static String host(String host, String service) {
        return host.equals("localhost") || host.equals(service) ? host : address(host);
    }

    private static boolean isKnownProduct(String word) {
        var slash = word.indexOf('/');
        return slash > 0
                && PRODUCTS.contains(word.substring(0, slash))
                && VERSION.matcher(word.substring(slash + 1)).matches();
    }

    private static String kept(String text, Predicate<String> harmless) {
        return kept(text, harmless.test(text));
    }

    private static String kept(String text, boolean isHarmless) {
        return isHarmless ? text : REDACTED;
    }
}
