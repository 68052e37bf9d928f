package telemetry.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import telemetry.redaction.CallerRedaction;
import telemetry.redaction.Redaction;

/**
 * A span as it leaves the service: without what callers write freely, without secrets in its exceptions, and by the
 * semantic conventions where Quarkus departs from them (https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
 */
final class DiscreetSpan extends DelegatingSpanData {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> INVENTED_METHOD = AttributeKey.stringKey("http.request.method_original");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
    private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
    private static final List<AttributeKey<String>> EXCEPTION_TEXTS =
            List.of(AttributeKey.stringKey("exception.message"), AttributeKey.stringKey("exception.stacktrace"));
    /** What Quarkus takes for the route where none matched. */
    private static final String NO_ROUTE = "/";

    private static final int REFUSED = 400;
    /** The refusals that a caller passes on to whoever asked it; any other is a failure of its call. */
    private static final Set<Long> PASSED_ON = Set.of(404L, 409L, 422L);

    private final String name;
    private final Attributes attributes;
    private final List<EventData> events;
    private final StatusData status;

    private DiscreetSpan(SpanData span) {
        super(span);
        var isServer = span.getKind() == SpanKind.SERVER;
        name = isServer && isUnmatched(span) ? method(span) : span.getName();
        attributes = isServer ? discreet(span) : span.getAttributes();
        status = isFailedCall(span) ? StatusData.error() : span.getStatus();
        events = isRefusal(span)
                ? List.of()
                : span.getEvents().stream().map(DiscreetSpan::discreet).toList();
    }

    static SpanData of(SpanData span) {
        return new DiscreetSpan(span);
    }

    /**
     * Quarkus records every exception of a request, refusals too, whose messages quote what the caller sent; that
     * a request was refused is no error of the server, and its status tells it.
     */
    private static boolean isRefusal(SpanData span) {
        return span.getKind() == SpanKind.SERVER && span.getStatus().equals(StatusData.unset());
    }

    private static boolean isFailedCall(SpanData span) {
        var answer = span.getAttributes().get(STATUS);
        return span.getKind() == SpanKind.CLIENT && answer != null && answer >= REFUSED && !PASSED_ON.contains(answer);
    }

    private static boolean isUnmatched(SpanData span) {
        return NO_ROUTE.equals(span.getAttributes().get(ROUTE));
    }

    private static String method(SpanData span) {
        var method = span.getAttributes().get(METHOD);
        return method == null || method.equals("_OTHER") ? "HTTP" : method;
    }

    private static Attributes discreet(SpanData span) {
        var attributes = span.getAttributes();
        var redacted = attributes.toBuilder();
        if (isUnmatched(span)) {
            redacted.remove(ROUTE);
        }
        change(attributes, redacted, PATH, path -> path(path, attributes));
        change(attributes, redacted, QUERY, CallerRedaction::query);
        change(attributes, redacted, INVENTED_METHOD, _ -> CallerRedaction.REDACTED);
        change(attributes, redacted, SCHEME, CallerRedaction::scheme);
        change(
                attributes,
                redacted,
                HOST,
                host -> CallerRedaction.host(host, span.getResource().getAttribute(SERVICE)));
        change(attributes, redacted, AGENT, CallerRedaction::agent);
        change(attributes, redacted, CLIENT, CallerRedaction::address);
        return redacted.build();
    }

    private static String path(String path, Attributes attributes) {
        var status = attributes.get(STATUS);
        // An OPTIONS succeeds whatever it asks for.
        var exists = status != null && status < REFUSED && !"OPTIONS".equals(attributes.get(METHOD));
        return CallerRedaction.path(path, Objects.requireNonNullElse(attributes.get(ROUTE), ""), exists);
    }

    private static EventData discreet(EventData event) {
        var attributes = event.getAttributes();
        if (EXCEPTION_TEXTS.stream().allMatch(key -> attributes.get(key) == null)) {
            return event;
        }
        var redacted = attributes.toBuilder();
        EXCEPTION_TEXTS.forEach(key -> change(attributes, redacted, key, Redaction::text));
        return EventData.create(
                event.getEpochNanos(), event.getName(), redacted.build(), event.getTotalAttributeCount());
    }

    private static void change(
            Attributes from, AttributesBuilder to, AttributeKey<String> key, UnaryOperator<String> redaction) {
        var value = from.get(key);
        if (value != null) {
            to.put(key, redaction.apply(value));
        }
    }

    /** Without the tracestate, in which a caller can write anything; it goes on to those who are called. */
    @Override
    public SpanContext getSpanContext() {
        var context = super.getSpanContext();
        return context.getTraceState().isEmpty()
                ? context
                : SpanContext.create(
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

    @Override
    public List<EventData> getEvents() {
        return events;
    }

    @Override
    public int getTotalRecordedEvents() {
        return events.isEmpty() ? 0 : super.getTotalRecordedEvents();
    }
}
