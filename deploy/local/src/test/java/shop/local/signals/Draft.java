package shop.local.signals;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import shop.local.otlp.LogRecord;
import shop.local.otlp.Span;
import shop.local.signals.SignalCatalogue.Field;
import shop.local.signals.SignalCatalogue.Report;

/** Writes the emitted signals in the format of the catalogue, to copy from when a signal has changed. */
public final class Draft {
    private static final String UNKNOWN = "?";

    private final SignalCatalogue catalogue;
    private final Emitted emitted;

    private Draft(SignalCatalogue catalogue, Emitted emitted) {
        this.catalogue = catalogue;
        this.emitted = emitted;
    }

    /** @param catalogue the current catalogue, which provides the meanings */
    public static String of(SignalCatalogue catalogue, Emitted emitted) {
        var draft = new Draft(catalogue, emitted);
        var yaml = YAMLMapper.builder()
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .build();
        try {
            return yaml.writeValueAsString(draft.whole());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> whole() {
        var whole = new LinkedHashMap<String, Object>();
        whole.put(
                "resource",
                fields(
                        emitted.spans().stream()
                                .map(span -> Comparison.strings(span.detail().resource()))
                                .toList(),
                        catalogue.resource()));
        var types = new TreeMap<String, String>();
        emitted.spans().forEach(span -> types.putAll(span.detail().types()));
        whole.put("attributes", fields(List.of(types), catalogue.attributes()));
        whole.put("events", events());
        whole.put("metrics", metrics());
        whole.put("spans", spans());
        whole.put(
                "logs",
                Map.of(
                        "stdout",
                        fields(
                                emitted.lines().stream().map(Comparison::types).toList(),
                                catalogue.logs().stdout()),
                        "otlp",
                        fields(
                                emitted.records().stream().map(LogRecord::types).toList(),
                                catalogue.logs().otlp())));
        var errors = new LinkedHashMap<String, Object>();
        errors.put("event", report(emitted.events(), catalogue.errors().event()));
        errors.put(
                "transaction", report(emitted.transactions(), catalogue.errors().transaction()));
        whole.put("errors", errors);
        return whole;
    }

    private static Map<String, Object> fields(List<Map<String, String>> records, Map<String, Field> known) {
        var types = new TreeMap<String, String>();
        records.forEach(types::putAll);
        var fields = new LinkedHashMap<String, Object>();
        types.forEach((name, type) -> {
            var field = new LinkedHashMap<String, Object>();
            var old = known.get(name);
            field.put("type", type);
            if (old != null && !old.unit().isEmpty()) {
                field.put("unit", old.unit());
            }
            if (old != null && !old.values().isEmpty()) {
                field.put("values", old.values());
            }
            if (!records.stream().allMatch(record -> record.containsKey(name))) {
                field.put("when", old == null || old.when().isEmpty() ? UNKNOWN : old.when());
            }
            field.put("meaning", old == null ? UNKNOWN : old.meaning());
            fields.put(name, field);
        });
        return fields;
    }

    private Map<String, Object> events() {
        return emitted.spans().stream()
                .flatMap(span -> span.detail().events().stream())
                .collect(groupingBy(Span.Event::name))
                .entrySet()
                .stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        entry -> fields(
                                entry.getValue().stream()
                                        .map(event -> Comparison.strings(event.attributes()))
                                        .toList(),
                                catalogue.events().getOrDefault(entry.getKey(), Map.of()))));
    }

    private List<Object> metrics() {
        var known = catalogue.metrics().stream()
                .collect(toMap(SignalCatalogue.Metric::name, metric -> metric, (first, _) -> first));
        var exemplars = new TreeSet<String>();
        emitted.openMetrics().stream()
                .filter(metric -> metric.exemplars().contains("trace_id"))
                .forEach(metric -> exemplars.add(metric.name()));
        var drafts = new ArrayList<>();
        new TreeMap<>(emitted.metrics().stream().collect(groupingBy(MetricFamilies.Metric::name)))
                .forEach((name, exposed) -> {
                    var old = known.get(name);
                    var draft = new LinkedHashMap<String, Object>();
                    draft.put("name", name);
                    draft.put("type", exposed.getFirst().type());
                    draft.put("unit", old == null ? unit(name) : old.unit());
                    var labels = labels(exposed, old == null ? Map.of() : old.labels());
                    if (!labels.isEmpty()) {
                        draft.put("labels", labels);
                    }
                    services(
                            exposed.stream().map(MetricFamilies.Metric::service).toList(), draft);
                    draft.put("source", old == null ? UNKNOWN : old.source());
                    if (exemplars.contains(name)) {
                        draft.put("exemplars", true);
                    }
                    if (old != null && !old.when().isEmpty()) {
                        draft.put("when", old.when());
                    }
                    draft.put("meaning", old == null ? exposed.getFirst().help() : old.meaning());
                    drafts.add(draft);
                });
        return drafts;
    }

    private static String unit(String name) {
        return name.contains("_seconds") ? "seconds" : name.contains("_bytes") ? "bytes" : UNKNOWN;
    }

    private static Map<String, Object> labels(List<MetricFamilies.Metric> exposed, Map<String, JsonNode> known) {
        var labels = new TreeMap<String, Object>();
        exposed.forEach(metric -> metric.values().forEach((label, values) -> {
            if (known.containsKey(label) && !known.get(label).isArray()) {
                labels.put(label, known.get(label).asText());
            } else {
                @SuppressWarnings("unchecked")
                var all = (Set<String>) labels.computeIfAbsent(label, _ -> new TreeSet<String>());
                all.addAll(values);
            }
        }));
        return labels;
    }

    private static void services(List<String> services, Map<String, Object> draft) {
        if (!services.containsAll(SignalCatalogue.SERVICES)) {
            draft.put("services", new TreeSet<>(services));
        }
    }

    private List<Object> spans() {
        var meanings = new TreeMap<String, String>();
        catalogue.spans().forEach(family -> meanings.putAll(family.names()));
        // Spans that differ only in their names become one family.
        var families = new LinkedHashMap<Map<String, Object>, Map<String, String>>();
        var byName = new TreeMap<String, List<Span>>(emitted.spans().stream()
                .collect(groupingBy(span -> span.kind() + " " + span.service() + " " + span.name())));
        byName.values()
                .forEach(same -> families.computeIfAbsent(family(same), _ -> new TreeMap<>())
                        .put(
                                same.getFirst().name(),
                                meanings.getOrDefault(same.getFirst().name(), UNKNOWN)));
        var drafts = new ArrayList<>();
        families.forEach((family, names) -> {
            var draft = new LinkedHashMap<String, Object>();
            draft.put("names", names);
            draft.putAll(family);
            drafts.add(draft);
        });
        return drafts;
    }

    private static Map<String, Object> family(List<Span> same) {
        var family = new LinkedHashMap<String, Object>();
        family.put("kind", same.getFirst().kind().name());
        family.put("services", List.of(same.getFirst().service()));
        var all = new TreeSet<String>();
        var events = new TreeMap<String, String>();
        same.forEach(span -> {
            all.addAll(span.attributes().keySet());
            span.detail().events().forEach(event -> events.put(event.name(), UNKNOWN));
        });
        var always = new TreeSet<>(all);
        same.forEach(span -> always.retainAll(span.attributes().keySet()));
        family.put("attributes", List.copyOf(always));
        var sometimes = new TreeMap<String, String>();
        all.stream().filter(name -> !always.contains(name)).forEach(name -> sometimes.put(name, UNKNOWN));
        if (!sometimes.isEmpty()) {
            family.put("sometimes", sometimes);
        }
        if (!events.isEmpty()) {
            family.put("events", events);
        }
        if (same.stream().anyMatch(span -> span.detail().status().code() == Span.Status.Code.ERROR)) {
            family.put("fails", UNKNOWN);
        }
        return family;
    }

    private static Map<String, Object> report(List<JsonNode> sent, Report known) {
        var report = new LinkedHashMap<String, Object>();
        report.put(
                "fields",
                fields(
                        sent.stream()
                                .map(Comparison::types)
                                .map(types -> Comparison.without(Set.of("tags", "user", "contexts"), types))
                                .toList(),
                        known.fields()));
        report.put("tags", fields(Comparison.parts(sent, "tags"), known.tags()));
        report.put("user", fields(Comparison.parts(sent, "user"), known.user()));
        var contexts = new TreeMap<String, Object>();
        var names = new TreeSet<String>();
        sent.forEach(one -> one.path("contexts").fieldNames().forEachRemaining(names::add));
        names.forEach(name -> {
            var bodies = sent.stream()
                    .map(one -> one.path("contexts").path(name))
                    .filter(JsonNode::isObject)
                    .map(Comparison::types)
                    .toList();
            var old = known.contexts().get(name);
            var context = new LinkedHashMap<String, Object>();
            if (bodies.size() < sent.size()) {
                context.put("when", old == null || old.when().isEmpty() ? UNKNOWN : old.when());
            }
            context.put("fields", fields(bodies, old == null ? Map.of() : old.fields()));
            contexts.put(name, context);
        });
        report.put("contexts", contexts);
        return report;
    }
}
