package shop.defaults.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps what callers write freely out of spans: a path, a User-Agent or a forwarded address can hold anything, such as an
 * e-mail address or a token.
 */
@Singleton
public class CallerRedaction implements AtStart {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method_original");
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
    private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
    private static final String REDACTED = "REDACTED";
    // Words of routes, ids of ours, and the products' ids as far as they are words too.
    private static final Pattern SEGMENT = Pattern.compile("|[a-z.]{1,20}(-[a-z.]{1,20}){0,3}"
            + "|([a-z]{1,20}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d{1,6}");
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z][A-Za-z-]{0,40}/[\\d.]{1,20}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        change(span, PATH, CallerRedaction::path);
        change(span, METHOD, _ -> REDACTED);
        change(span, AGENT, CallerRedaction::agent);
        change(span, CLIENT, CallerRedaction::address);
    }

    /** Words of routes and ids stay. */
    public static String path(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> SEGMENT.matcher(segment).matches() ? segment : REDACTED)
                .collect(Collectors.joining("/"));
    }

    /** Names and versions of products (RFC 9110, section 10.1.5), without the comments behind them. */
    public static String agent(String agent) {
        var products = Arrays.stream(agent.split(" "))
                .filter(word -> PRODUCT.matcher(word).matches())
                .collect(Collectors.joining(" "));
        return products.isEmpty() ? REDACTED : products;
    }

    static String address(String address) {
        return ADDRESS.matcher(address).matches() ? address : REDACTED;
    }

    private static void change(ReadWriteSpan span, AttributeKey<String> key, UnaryOperator<String> redaction) {
        var value = span.getAttribute(key);
        if (value != null) {
            span.setAttribute(key, redaction.apply(value));
        }
    }
}
