package shop.local.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The content of {@code observability-stack/signals.yaml}; the head of that file describes the format. */
public record SignalCatalogue(
        Map<String, Field> resource,
        Map<String, Field> attributes,
        Map<String, Map<String, Field>> events,
        List<Metric> metrics,
        List<SpanFamily> spans,
        Logs logs,
        Errors errors) {
    static final List<String> SERVICES = List.of("order-service", "user-service", "inventory-service", "frontend");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static SignalCatalogue read(Path file) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (var reader = Files.newBufferedReader(file)) {
            Map<String, Object> root = new Yaml(new SafeConstructor(options)).load(reader);
            root.remove("groups");
            return MAPPER.convertValue(flat(root), SignalCatalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Flattens a list of the file, which may contain groups. */
    private static Object flat(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, Object>();
                map.forEach((key, part) -> copy.put(key, flat(part)));
                yield copy;
            }
            case List<?> list ->
                list.stream()
                        .flatMap(part -> flat(part) instanceof List<?> group ? group.stream() : Stream.of(flat(part)))
                        .toList();
            case null, default -> value;
        };
    }

    private static List<String> orAll(List<String> services) {
        return services == null || services.isEmpty() ? SERVICES : List.copyOf(services);
    }

    /**
     * A key and its possible values.
     *
     * @param type string, int, double, bool, object, or one of these followed by {@code []}
     * @param values all possible values; empty if they are not listed
     * @param when the condition under which it is present; empty for always
     */
    public record Field(String type, String unit, List<String> values, String when, String meaning) {
        public Field {
            unit = Objects.requireNonNullElse(unit, "");
            values = values == null ? List.of() : List.copyOf(values);
            when = Objects.requireNonNullElse(when, "");
            meaning = Objects.requireNonNullElse(meaning, "");
        }

        boolean isAlways() {
            return when.isEmpty();
        }
    }

    /**
     * A metric.
     *
     * @param labels each with the list of its values, or with a sentence about their limit
     * @param source {@code ours}, or the library that provides it
     * @param exemplars whether its samples have exemplars
     */
    public record Metric(
            String name,
            String type,
            String unit,
            Map<String, JsonNode> labels,
            List<String> services,
            String source,
            boolean exemplars,
            String when,
            String meaning) {
        public Metric {
            unit = Objects.requireNonNullElse(unit, "");
            labels = Objects.requireNonNullElse(labels, Map.of());
            services = orAll(services);
            source = Objects.requireNonNullElse(source, "");
            when = Objects.requireNonNullElse(when, "");
            meaning = Objects.requireNonNullElse(meaning, "");
        }
    }

    /**
     * Spans that differ only in their names.
     *
     * @param names each with its meaning
     * @param attributes of all of them
     * @param sometimes further attributes, each with the condition under which it is present
     * @param events each with the condition under which it is recorded
     * @param fails the condition under which its status is ERROR; empty for never
     * @param rarely the condition under which it exists, if no test can cause it; empty otherwise
     */
    public record SpanFamily(
            Map<String, String> names,
            String kind,
            List<String> services,
            List<String> attributes,
            Map<String, String> sometimes,
            Map<String, String> events,
            String fails,
            String rarely) {
        public SpanFamily {
            services = orAll(services);
            attributes = attributes == null ? List.of() : List.copyOf(attributes);
            sometimes = Objects.requireNonNullElse(sometimes, Map.of());
            events = Objects.requireNonNullElse(events, Map.of());
            fails = Objects.requireNonNullElse(fails, "");
            rarely = Objects.requireNonNullElse(rarely, "");
        }

        boolean hasFailures() {
            return !fails.isEmpty();
        }

        boolean isRare() {
            return !rarely.isEmpty();
        }
    }

    /** Log records: as lines on stdout, and by OTLP. */
    public record Logs(Map<String, Field> stdout, Map<String, Field> otlp) {}

    /** Reports to the error tracker. */
    public record Errors(Report event, Report transaction) {}

    /**
     * One kind of report.
     *
     * @param fields fields of the report itself
     * @param user fields of the user
     * @param contexts by the name of the context
     */
    public record Report(
            Map<String, Field> fields,
            Map<String, Field> tags,
            Map<String, Field> user,
            Map<String, Context> contexts) {
        public Report {
            fields = Objects.requireNonNullElse(fields, Map.of());
            tags = Objects.requireNonNullElse(tags, Map.of());
            user = Objects.requireNonNullElse(user, Map.of());
            contexts = Objects.requireNonNullElse(contexts, Map.of());
        }
    }

    /** A named group of values of a report. */
    public record Context(String when, Map<String, Field> fields) {
        public Context {
            when = Objects.requireNonNullElse(when, "");
            fields = fields == null ? Map.of() : new LinkedHashMap<>(fields);
        }
    }
}
