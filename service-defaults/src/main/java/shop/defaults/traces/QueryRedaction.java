package shop.defaults.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps what callers search for, such as e-mail addresses, out of spans: names of query parameters stay where
 * they are words, values but numbers and enum constants go. The attribute and the word are those of the OpenTelemetry semantic conventions.
 */
@Singleton
public class QueryRedaction implements AtStart {

    private static final AttributeKey<String> URL_QUERY = AttributeKey.stringKey("url.query");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_.-]{1,20}");
    private static final Pattern VALUE = Pattern.compile("\\d{1,6}|[A-Z]{1,20}");
    private static final String REDACTED = "REDACTED";

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        var query = span.getAttribute(URL_QUERY);
        if (query != null) {
            span.setAttribute(URL_QUERY, redacted(query));
        }
    }

    /** Names that are words stay, values but numbers and enum constants go. */
    public static String redacted(String query) {
        return Arrays.stream(query.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .map(parameter -> parameter.length == 1
                        ? kept(NAME, parameter[0])
                        : kept(NAME, parameter[0]) + "=" + kept(VALUE, parameter[1]))
                .collect(Collectors.joining("&"));
    }

    private static String kept(Pattern harmless, String text) {
        return harmless.matcher(text).matches() ? text : REDACTED;
    }
}
