package shop.local.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;

/** Every span that the page sends, as OTLP in JSON: two orders, of which one fails, and the Web Vitals. */
final class PageSpans {
    private static final int INTERNAL = 1;
    private static final int CLIENT = 3;
    private static final int ERROR = 2;

    private final String traceId = UUID.randomUUID().toString().replace("-", "");
    private final List<Map<String, Object>> spans = new ArrayList<>();

    private PageSpans() {}

    static String export() {
        var page = new PageSpans();
        var answered = Map.<String, Object>of("http.response.status_code", 201, "server.port", 8088);
        var unreachable = Map.<String, Object>of("error.type", "unreachable");
        var order = Map.<String, Object>of("shop.order.type", "express", "shop.order.lines", 2);
        List.of(answered, unreachable).forEach(outcome -> {
            page.click("place order", "/orders", order, outcome);
            page.click("cancel order", "/orders/" + page.traceId + "/cancellation", Map.of(), outcome);
        });
        List.of("CLS", "FCP", "INP", "LCP", "TTFB").forEach(page::webVital);
        try {
            return new ObjectMapper()
                    .writeValueAsString(Map.of(
                            "resourceSpans", List.of(Map.of("scopeSpans", List.of(Map.of("spans", page.spans))))));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void click(String name, String path, Map<String, Object> attributes, Map<String, Object> outcome) {
        var click = new HashMap<>(attributes);
        var request = new HashMap<>(outcome);
        request.putAll(Map.of(
                "http.request.method", "POST",
                "server.address", "localhost",
                "url.full", "http://localhost:8088" + path));
        if (outcome.containsKey("error.type")) {
            click.put("error.type", outcome.get("error.type"));
        }
        add("POST", CLIENT, add("click " + name, INTERNAL, "", click), request);
    }

    private void webVital(String name) {
        var vital = Map.<String, Object>of(
                "browser.web_vital.name",
                name.toLowerCase(Locale.ROOT),
                "browser.web_vital.value",
                120.5,
                "browser.web_vital.rating",
                "good");
        add("web vital " + name, INTERNAL, "", vital);
    }

    /** Returns the id of the span. */
    private String add(String name, int kind, String parent, Map<String, Object> attributes) {
        var id = "%016x".formatted(spans.size() + 1);
        var now = Instant.now();
        var nanos = String.valueOf(now.getEpochSecond() * 1_000_000_000 + now.getNano());
        spans.add(Map.of(
                "traceId", traceId,
                "spanId", id,
                "parentSpanId", parent,
                "name", name,
                "kind", kind,
                "startTimeUnixNano", nanos,
                "endTimeUnixNano", nanos,
                "status", attributes.containsKey("error.type") ? Map.of("code", ERROR) : Map.of(),
                "attributes",
                        attributes.entrySet().stream().map(PageSpans::attribute).toList()));
        return id;
    }

    private static Map<String, Object> attribute(Entry<String, Object> attribute) {
        var type = switch (attribute.getValue()) {
            case Integer _ -> "intValue";
            case Double _ -> "doubleValue";
            default -> "stringValue";
        };
        return Map.of("key", attribute.getKey(), "value", Map.of(type, attribute.getValue()));
    }
}
