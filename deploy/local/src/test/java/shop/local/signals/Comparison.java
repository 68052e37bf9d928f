package shop.local.signals;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import shop.local.otlp.LogRecord;
import shop.local.otlp.Span;
import shop.local.signals.SignalCatalogue.Field;
import shop.local.signals.SignalCatalogue.Report;
import shop.local.signals.SignalCatalogue.SpanFamily;

/** Compares the catalogue with the emitted signals, in both directions. */
public final class Comparison {
    private static final Set<String> OWN_PART_OF_A_REPORT = Set.of("tags", "user", "contexts");

    private final SignalCatalogue catalogue;
    private final Emitted emitted;
    private final Set<String> differences = new TreeSet<>();

    private Comparison(SignalCatalogue catalogue, Emitted emitted) {
        this.catalogue = catalogue;
        this.emitted = emitted;
    }

    /** One line per difference: what to add to, remove from or change in the catalogue. */
    public static List<String> differences(SignalCatalogue catalogue, Emitted emitted) {
        var comparison = new Comparison(catalogue, emitted);
        comparison.metrics();
        comparison.spans();
        comparison.logs();
        comparison.report("errors.event", catalogue.errors().event(), emitted.events());
        comparison.report("errors.transaction", catalogue.errors().transaction(), emitted.transactions());
        return List.copyOf(comparison.differences);
    }

    private void metrics() {
        var listed = new TreeMap<String, SignalCatalogue.Metric>();
        for (var metric : catalogue.metrics()) {
            for (var service : metric.services()) {
                if (listed.put(service + " " + metric.name(), metric) != null) {
                    differences.add("remove metrics: " + metric.name() + " of " + service + " is listed twice");
                }
            }
        }
        metrics("", listed, emitted.metrics());
        metrics(" (OpenMetrics)", listed, emitted.openMetrics());
        for (var metric : emitted.openMetrics()) {
            exemplars(listed.get(metric.service() + " " + metric.name()), metric);
        }
    }

    private void metrics(
            String format, Map<String, SignalCatalogue.Metric> listed, List<MetricFamilies.Metric> exposed) {
        var missing = new TreeSet<>(listed.keySet());
        for (var metric : exposed) {
            var key = metric.service() + " " + metric.name();
            missing.remove(key);
            var entry = listed.get(key);
            if (entry == null) {
                differences.add("add    metrics: %s (%s, labels %s) of %s%s"
                        .formatted(metric.name(), metric.type(), metric.labels(), metric.service(), format));
                continue;
            }
            if (!entry.type().equals(metric.type())) {
                differences.add("change metrics: %s of %s is a %s, not a %s%s"
                        .formatted(metric.name(), metric.service(), metric.type(), entry.type(), format));
            }
            for (var labels : metric.labels()) {
                if (!labels.equals(entry.labels().keySet())) {
                    differences.add("change metrics: %s of %s has the labels %s, not %s%s"
                            .formatted(
                                    metric.name(),
                                    metric.service(),
                                    labels,
                                    entry.labels().keySet(),
                                    format));
                }
            }
            metric.values()
                    .forEach((label, values) ->
                            values(metric, label, entry.labels().get(label), values));
        }
        missing.forEach(key -> differences.add("remove metrics: " + key + " is not emitted" + format));
    }

    private void values(MetricFamilies.Metric metric, String label, JsonNode listed, Set<String> values) {
        if (listed == null || !listed.isArray()) {
            return;
        }
        var known = listed.valueStream().map(JsonNode::asText).collect(toSet());
        values.stream()
                .filter(value -> !known.contains(value))
                .forEach(value -> differences.add("add    metrics: %s of %s has %s=\"%s\""
                        .formatted(metric.name(), metric.service(), label, value)));
    }

    private void exemplars(SignalCatalogue.Metric entry, MetricFamilies.Metric metric) {
        if (entry != null && entry.exemplars() && !metric.exemplars().contains("trace_id")) {
            differences.add("change metrics: %s of %s has no exemplar with a trace_id"
                    .formatted(metric.name(), metric.service()));
        }
    }

    private void spans() {
        var listed = new TreeMap<String, SpanFamily>();
        for (var family : catalogue.spans()) {
            for (var service : family.services()) {
                for (var name : family.names().keySet()) {
                    if (listed.put(key(service, family.kind(), name), family) != null) {
                        differences.add("remove spans: " + key(service, family.kind(), name) + " is listed twice");
                    }
                }
            }
        }
        var missing = new TreeSet<>(listed.keySet());
        for (var span : emitted.spans()) {
            var key = key(span.service(), span.kind().name(), span.name());
            missing.remove(key);
            if (!listed.containsKey(key)) {
                differences.add("add    spans: " + key + " with "
                        + new TreeSet<>(span.attributes().keySet()));
            }
        }
        missing.removeIf(key -> listed.get(key).isRare());
        missing.forEach(key -> differences.add("remove spans: " + key + " is not emitted"));
        emitted.spans().stream()
                .filter(span ->
                        listed.containsKey(key(span.service(), span.kind().name(), span.name())))
                .collect(groupingBy(
                        span -> listed.get(key(span.service(), span.kind().name(), span.name()))))
                .forEach(this::family);
        unusedAttributes();
        events();
        fields(
                "resource",
                catalogue.resource(),
                emitted.spans().stream()
                        .map(span -> strings(span.detail().resource()))
                        .distinct()
                        .toList());
    }

    private void family(SpanFamily family, List<Span> spans) {
        if (spans.isEmpty() && family.isRare()) {
            return;
        }
        var where = "spans: " + family.kind() + " "
                + String.join(", ", family.names().keySet()) + " of " + String.join(", ", family.services());
        var expected = new TreeMap<String, Field>();
        family.attributes().forEach(name -> expected.put(name, attribute(name, "")));
        family.sometimes().forEach((name, when) -> expected.put(name, attribute(name, when)));
        fields(
                where,
                expected,
                spans.stream()
                        .map(span -> without(conditional(), span.detail().types()))
                        .toList());
        spans.forEach(span -> span.attributes().forEach((name, value) -> {
            var values = expected.containsKey(name) ? expected.get(name).values() : List.<String>of();
            if (!values.isEmpty() && !values.contains(value)) {
                differences.add("add    attributes: " + name + " has the value " + value);
            }
        }));

        var seen = spans.stream()
                .flatMap(span -> span.detail().events().stream())
                .map(Span.Event::name)
                .collect(toSet());
        difference(where + ": the event ", family.events().keySet(), seen);

        var hasFailures = spans.stream().anyMatch(span -> span.detail().status().code() == Span.Status.Code.ERROR);
        if (hasFailures != family.hasFailures()) {
            differences.add("change " + where + ": " + (hasFailures ? "some fail" : "none fails"));
        }
    }

    private Field attribute(String name, String when) {
        var listed = catalogue.attributes().get(name);
        if (listed == null) {
            differences.add("add    attributes: " + name + " is used by a span, but not described");
            return new Field("", "", List.of(), when, "");
        }
        return new Field(listed.type(), listed.unit(), listed.values(), when, listed.meaning());
    }

    /** The attributes that any span may have. */
    private Set<String> conditional() {
        return catalogue.attributes().entrySet().stream()
                .filter(attribute -> !attribute.getValue().isAlways())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private void unusedAttributes() {
        var used = new HashSet<String>();
        for (var name : conditional()) {
            var type = catalogue.attributes().get(name).type();
            for (var span : emitted.spans()) {
                var emittedType = span.detail().types().get(name);
                if (emittedType != null) {
                    used.add(name);
                }
                if (emittedType != null && !emittedType.equals(type)) {
                    differences.add("change attributes: " + name + " is of type " + emittedType + ", not " + type);
                }
            }
        }
        catalogue.spans().forEach(family -> {
            used.addAll(family.attributes());
            used.addAll(family.sometimes().keySet());
        });
        catalogue.attributes().keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> differences.add("remove attributes: " + name + " is in no span"));
    }

    private void events() {
        var emittedEvents = emitted.spans().stream()
                .flatMap(span -> span.detail().events().stream())
                .collect(groupingBy(Span.Event::name));
        difference("events: ", catalogue.events().keySet(), emittedEvents.keySet());
        catalogue
                .events()
                .forEach((name, fields) -> fields(
                        "events: " + name,
                        fields,
                        emittedEvents.getOrDefault(name, List.of()).stream()
                                .map(event -> strings(event.attributes()))
                                .toList()));
    }

    private void logs() {
        fields(
                "logs.stdout",
                catalogue.logs().stdout(),
                emitted.lines().stream().map(Comparison::types).toList());
        fields(
                "logs.otlp",
                catalogue.logs().otlp(),
                emitted.records().stream().map(LogRecord::types).toList());
        fields(
                "resource of logs",
                emitted.records().isEmpty() ? Map.of() : catalogue.resource(),
                emitted.records().stream()
                        .map(record -> strings(record.resource()))
                        .distinct()
                        .toList());
    }

    private void report(String where, Report report, List<JsonNode> sent) {
        fields(
                where + ".fields",
                report.fields(),
                sent.stream()
                        .map(Comparison::types)
                        .map(types -> without(OWN_PART_OF_A_REPORT, types))
                        .toList());
        fields(where + ".tags", report.tags(), parts(sent, "tags"));
        fields(where + ".user", report.user(), parts(sent, "user"));
        var seen = new TreeSet<String>();
        sent.forEach(one -> one.path("contexts").fieldNames().forEachRemaining(seen::add));
        difference(where + ".contexts: ", report.contexts().keySet(), seen);
        report.contexts()
                .forEach((name, context) -> fields(
                        where + ".contexts." + name,
                        context.fields(),
                        sent.stream()
                                .map(one -> one.path("contexts").path(name))
                                .filter(JsonNode::isObject)
                                .map(Comparison::types)
                                .toList()));
    }

    /** Each record must have all mandatory fields, and only listed fields of the listed type. */
    private void fields(String where, Map<String, Field> listed, List<Map<String, String>> records) {
        var seen = new TreeSet<String>();
        for (var record : records) {
            seen.addAll(record.keySet());
            listed.forEach((name, field) -> {
                var type = record.get(name);
                if (type == null && field.isAlways()) {
                    differences.add("change " + where + ": " + name + " is not always present");
                }
                if (type != null && !field.type().equals(type)) {
                    differences.add("change " + where + ": " + name + " is of type " + type + ", not " + field.type());
                }
            });
        }
        difference(where + ": ", listed.keySet(), seen);
    }

    private void difference(String where, Set<String> listed, Set<String> seen) {
        seen.stream().filter(name -> !listed.contains(name)).forEach(name -> differences.add("add    " + where + name));
        listed.stream()
                .filter(name -> !seen.contains(name))
                .forEach(name -> differences.add("remove " + where + name + " is not emitted"));
    }

    static Map<String, String> types(JsonNode object) {
        var types = new TreeMap<String, String>();
        object.properties().forEach(property -> types.put(property.getKey(), type(property.getValue())));
        return types;
    }

    static List<Map<String, String>> parts(List<JsonNode> sent, String name) {
        var parts = new ArrayList<Map<String, String>>();
        sent.forEach(one -> parts.add(types(one.path(name))));
        return parts;
    }

    static Map<String, String> strings(Map<String, String> texts) {
        var types = new TreeMap<String, String>();
        texts.keySet().forEach(name -> types.put(name, "string"));
        return types;
    }

    static Map<String, String> without(Set<String> names, Map<String, String> types) {
        var rest = new TreeMap<>(types);
        rest.keySet().removeAll(names);
        return rest;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "int" : "double";
            case ARRAY -> value.isEmpty() ? "object[]" : type(value.get(0)) + "[]";
            case OBJECT -> "object";
            default -> Objects.toString(value);
        };
    }

    private static String key(String service, String kind, String name) {
        return service + " " + kind + " " + name;
    }
}
