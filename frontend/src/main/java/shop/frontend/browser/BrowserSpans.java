package shop.frontend.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads spans from OTLP in JSON and keeps what the page is known to send.
 *
 * <p>Anyone can send anything here: names, attributes and values have patterns that leave no room for personal data.
 */
final class BrowserSpans {

    private static final Pattern NAME = Pattern.compile("click [a-z ]{1,40}|web vital [A-Z]{2,5}|[A-Z]{3,7}");
    private static final Map<String, Pattern> TEXTS = Map.of(
            "browser.web_vital.name", Pattern.compile("[a-z]{2,5}"),
            "browser.web_vital.rating", Pattern.compile("good|needs-improvement|poor"),
            "error.type", Pattern.compile("unreachable|timeout|[45]\\d\\d"),
            "http.request.method", Pattern.compile("GET|POST|PUT|PATCH|DELETE"),
            "server.address", Pattern.compile("[a-z0-9.-]{1,253}"),
            "shop.order.type", Pattern.compile("standard|express|pickup"),
            "url.full", Pattern.compile("https?://[a-z0-9.-]{1,253}(:\\d{1,5})?(/[a-z0-9-]{0,64}){1,4}"));
    private static final Map<String, Boolean> IS_WHOLE = Map.of(
            "browser.web_vital.value", false,
            "http.response.status_code", true,
            "server.port", true,
            "shop.order.lines", true);

    private static final int OTLP_CLIENT = 3;
    private static final int OTLP_ERROR = 2;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Resource resource;

    BrowserSpans(Resource resource) {
        this.resource = resource;
    }

    /** Of an ExportTraceServiceRequest. */
    Stream<BrowserSpan> of(JsonNode request) {
        return stream(request.path("resourceSpans"))
                .flatMap(spans -> stream(spans.path("scopeSpans")))
                .flatMap(spans -> stream(spans.path("spans")))
                .flatMap(span -> read(span).stream());
    }

    private Optional<BrowserSpan> read(JsonNode span) {
        var context = context(span, "spanId");
        var start = span.path("startTimeUnixNano").asLong();
        var end = span.path("endTimeUnixNano").asLong();
        var name = span.path("name").asText();
        if (!context.isValid() || !NAME.matcher(name).matches() || !isPlausible(start, end)) {
            return Optional.empty();
        }
        return Optional.of(new BrowserSpan(
                resource,
                context,
                context(span, "parentSpanId"),
                name,
                span.path("kind").asInt() == OTLP_CLIENT ? SpanKind.CLIENT : SpanKind.INTERNAL,
                start,
                end,
                attributes(span.path("attributes")),
                span.path("status").path("code").asInt() == OTLP_ERROR ? StatusData.error() : StatusData.unset()));
    }

    private static SpanContext context(JsonNode span, String id) {
        return SpanContext.create(
                span.path("traceId").asText(),
                span.path(id).asText(),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    private static boolean isPlausible(long start, long end) {
        var now = Instant.now();
        return start <= end
                && Stream.of(start, end)
                        .map(nanos -> Instant.ofEpochSecond(0, nanos))
                        .map(time -> Duration.between(time, now).abs())
                        .allMatch(distance -> distance.compareTo(LONGEST) < 0);
    }

    private static Attributes attributes(JsonNode attributes) {
        var kept = Attributes.builder();
        attributes.forEach(attribute -> keep(kept, attribute.path("key").asText(), attribute.path("value")));
        return kept.build();
    }

    private static void keep(AttributesBuilder kept, String key, JsonNode value) {
        var text = value.path("stringValue").asText();
        if (TEXTS.containsKey(key) && TEXTS.get(key).matcher(text).matches()) {
            kept.put(key, text);
        } else if (IS_WHOLE.containsKey(key)) {
            // By the JSON encoding of OTLP, 64-bit integers may be texts.
            var number =
                    value.path("intValue").asDouble(value.path("doubleValue").asDouble());
            if (IS_WHOLE.get(key)) {
                kept.put(key, (long) number);
            } else {
                kept.put(key, number);
            }
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
