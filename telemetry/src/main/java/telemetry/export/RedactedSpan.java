package telemetry.export;

import static io.opentelemetry.semconv.ClientAttributes.CLIENT_ADDRESS;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_NAME;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static io.opentelemetry.semconv.UrlAttributes.URL_QUERY;
import static io.opentelemetry.semconv.UrlAttributes.URL_SCHEME;
import static io.opentelemetry.semconv.UserAgentAttributes.USER_AGENT_ORIGINAL;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import telemetry.redaction.Redaction;

/**
 * Span as it is exported: without text that a caller wrote, and following the semantic conventions where Quarkus
 * departs from them (https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
 */
final class RedactedSpan extends DelegatingSpanData {

    /** Value of {@code http.route} that Quarkus sets if no route matched. */
    private static final String NO_ROUTE = "/";

    /** Name of a CLIENT span: method and route. */
    private static final Pattern ROUTE = Pattern.compile("[A-Z]+ (/.*)");

    private static final Pattern ORIGIN = Pattern.compile("^(\\w+://[^/?#]*).*$", Pattern.DOTALL);

    private static final int CLIENT_ERROR = 400;
    /**
     * Refusals that a service passes on to its own caller.
     *
     * <p>By the conventions, a 4xx response should set ERROR on a CLIENT span; instrumentation that knows the context
     * of a call may decide otherwise (https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status).
     */
    private static final Set<Long> PASSED_ON = Set.of(404L, 409L, 422L);

    private final String name;
    private final Attributes attributes;
    private final List<EventData> events;
    private final StatusData status;

    RedactedSpan(SpanData span) {
        super(span);
        var isServer = span.getKind() == SpanKind.SERVER;
        var isUnmatched = isServer && NO_ROUTE.equals(span.getAttributes().get(HTTP_ROUTE));
        name = isUnmatched ? method(span) : span.getName();
        attributes = isServer ? server(span, isUnmatched) : client(span);
        status = status(span);
        // Quarkus records the exceptions of refused requests, too, whose messages quote the request.
        events = isServer && span.getStatus().equals(StatusData.unset())
                ? List.of()
                : span.getEvents().stream().map(RedactedSpan::redacted).toList();
    }

    /** The same whether the instrumentation of a client sets a status or not. */
    private static StatusData status(SpanData span) {
        var code = span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE);
        if (span.getKind() != SpanKind.CLIENT || code == null || code < CLIENT_ERROR) {
            return span.getStatus();
        }
        return PASSED_ON.contains(code) ? StatusData.unset() : StatusData.error();
    }

    private static String method(SpanData span) {
        var method = span.getAttributes().get(HTTP_REQUEST_METHOD);
        return method == null || method.equals("_OTHER") ? "HTTP" : method;
    }

    private static Attributes server(SpanData span, boolean isUnmatched) {
        var attributes = span.getAttributes();
        var redacted = attributes.toBuilder();
        List.of(CLIENT_ADDRESS, HTTP_REQUEST_METHOD_ORIGINAL, URL_PATH, URL_QUERY, USER_AGENT_ORIGINAL)
                .forEach(redacted::remove);
        if (isUnmatched) {
            redacted.remove(HTTP_ROUTE);
        } else if (attributes.get(HTTP_ROUTE) != null) {
            redacted.put(URL_PATH, attributes.get(HTTP_ROUTE));
        }
        // Callers write scheme and host into Forwarded and Host headers.
        if (attributes.get(URL_SCHEME) != null) {
            redacted.put(URL_SCHEME, "https".equals(attributes.get(URL_SCHEME)) ? "https" : "http");
        }
        if (attributes.get(SERVER_ADDRESS) != null) {
            redacted.put(SERVER_ADDRESS, span.getResource().getAttribute(SERVICE_NAME));
        }
        return redacted.build();
    }

    /**
     * The query of a URL that the service calls may hold an API key. A call that is named by its route has the route
     * instead of path and query, which may be those of a caller.
     */
    private static Attributes client(SpanData span) {
        var attributes = span.getAttributes();
        var url = attributes.get(URL_FULL);
        if (url == null) {
            return attributes;
        }
        var named = ROUTE.matcher(span.getName());
        var redacted = named.matches() ? ORIGIN.matcher(url).replaceFirst("$1") + named.group(1) : Redaction.text(url);
        return attributes.toBuilder().put(URL_FULL, redacted).build();
    }

    private static EventData redacted(EventData event) {
        return EventData.create(
                event.getEpochNanos(),
                event.getName(),
                RedactedExceptions.of(event.getAttributes()),
                event.getTotalAttributeCount());
    }

    /** Without the trace state, which callers may fill with anything; it is still passed on to other services. */
    @Override
    public SpanContext getSpanContext() {
        var context = super.getSpanContext();
        return SpanContext.create(
                context.getTraceId(), context.getSpanId(), context.getTraceFlags(), TraceState.getDefault());
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public StatusData getStatus() {
        return status;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    /** The difference to the attributes is exported as dropped because of a limit. */
    @Override
    public int getTotalAttributeCount() {
        return super.getTotalAttributeCount() - super.getAttributes().size() + attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
        return events;
    }

    @Override
    public int getTotalRecordedEvents() {
        return events.isEmpty() ? 0 : super.getTotalRecordedEvents();
    }
}
