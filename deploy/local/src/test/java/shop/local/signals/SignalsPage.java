package shop.local.signals;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import shop.local.signals.SignalCatalogue.Field;
import shop.local.signals.SignalCatalogue.Metric;
import shop.local.signals.SignalCatalogue.Report;
import shop.local.signals.SignalCatalogue.SpanFamily;

/** Renders the catalogue as a Markdown page. */
public final class SignalsPage {
    private static final int LINE_LENGTH = 120;
    private static final List<String> WITHOUT_FRONTEND = SignalCatalogue.SERVICES.subList(0, 3);

    private final StringBuilder page = new StringBuilder();

    private SignalsPage() {}

    public static String of(SignalCatalogue catalogue) {
        var page = new SignalsPage();
        page.write(catalogue);
        return page.page.toString();
    }

    private void write(SignalCatalogue catalogue) {
        line("# Signals");
        line("");
        paragraph("Every signal that the services, the frontend and its page emit: metrics, traces, logs and errors."
                + " `make signals` generates this page from [signals.yaml](../observability-stack/signals.yaml), which"
                + " a test compares with the emitted signals.");
        metrics(catalogue.metrics());
        spans(catalogue);
        line("");
        line("## Resource");
        line("");
        line("On every span, and on every log record by OTLP.");
        fields(catalogue.resource());
        line("");
        line("## Logs");
        line("");
        line("On stdout, one JSON object per line:");
        fields(catalogue.logs().stdout());
        line("");
        line("Attributes of the same records by OTLP:");
        fields(catalogue.logs().otlp());
        line("");
        line("## Errors");
        report("Events", catalogue.errors().event());
        report("Transactions", catalogue.errors().transaction());
    }

    private void metrics(List<Metric> metrics) {
        line("");
        line("## Metrics");
        Stream.concat(
                        Stream.of("ours"),
                        metrics.stream()
                                .map(Metric::source)
                                .filter(source -> !source.equals("ours"))
                                .sorted())
                .distinct()
                .forEach(source -> {
                    line("");
                    line("### " + (source.equals("ours") ? "The services" : source));
                    table("name", "type", "unit", "labels", "services", "meaning");
                    metrics.stream()
                            .filter(metric -> metric.source().equals(source))
                            .forEach(metric -> row(
                                    code(metric.name()),
                                    metric.type() + (metric.exemplars() ? ", exemplars" : ""),
                                    metric.unit(),
                                    labels(metric.labels()),
                                    services(metric.services()),
                                    described(metric.meaning(), metric.when())));
                });
    }

    private void spans(SignalCatalogue catalogue) {
        line("");
        line("## Spans");
        for (var family : catalogue.spans()) {
            line("");
            line(heading(family));
            line("");
            family.names().forEach((name, meaning) -> line("- " + code(name) + ": " + meaning));
            line("");
            var details = new StringJoiner(" ");
            details.add("Attributes: " + attributes(family) + ".");
            if (family.isRare()) {
                details.add("Only " + condition(family.rarely()) + ".");
            }
            if (family.hasFailures()) {
                details.add("Status ERROR " + condition(family.fails()) + ".");
            }
            family.events().forEach((event, when) -> details.add("Event " + code(event) + " " + condition(when) + "."));
            paragraph(details.toString());
        }
        line("");
        line("### Span attributes");
        fields(catalogue.attributes());
        catalogue.events().forEach((event, fields) -> {
            line("");
            line("### Event " + code(event));
            fields(fields);
        });
    }

    /** Lists the names of the spans, unless the line would be too long. */
    private static String heading(SpanFamily family) {
        var names = family.names().keySet().stream().map(SignalsPage::code).toList();
        var prefix = "### " + family.kind() + " of " + services(family.services()) + ": ";
        var heading = prefix + String.join(", ", names);
        return heading.length() <= LINE_LENGTH
                ? heading
                : prefix + names.getFirst() + " and " + (names.size() - 1) + " others";
    }

    private static String attributes(SpanFamily family) {
        var texts = new ArrayList<String>();
        family.attributes().forEach(name -> texts.add(code(name)));
        family.sometimes().forEach((name, when) -> texts.add(code(name) + " (when " + when + ")"));
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }

    private void report(String title, Report report) {
        line("");
        line("### " + title);
        part("Fields", report.fields());
        part("Tags", report.tags());
        part("User", report.user());
        report.contexts()
                .forEach((name, context) -> part(
                        "Context " + code(name) + (context.when().isEmpty() ? "" : ", when " + context.when()),
                        context.fields()));
    }

    private void part(String title, Map<String, Field> fields) {
        if (!fields.isEmpty()) {
            line("");
            line(title + ":");
            fields(fields);
        }
    }

    private void fields(Map<String, Field> fields) {
        if (fields.isEmpty()) {
            line("");
            line("None.");
            return;
        }
        table("name", "type", "meaning");
        fields.forEach((name, field) -> row(
                code(name),
                field.type() + (field.unit().isEmpty() ? "" : ", " + field.unit()),
                described(
                        field.meaning() + (field.values().isEmpty() ? "" : ": " + String.join(", ", field.values())),
                        field.when())));
    }

    private static String labels(Map<String, JsonNode> labels) {
        return labels.entrySet().stream()
                .map(label -> code(label.getKey()) + ": "
                        + (label.getValue().isArray()
                                ? label.getValue()
                                        .valueStream()
                                        .map(JsonNode::asText)
                                        .map(SignalsPage::code)
                                        .collect(joining(", "))
                                : label.getValue().asText()))
                .collect(joining("; "));
    }

    private static String services(List<String> services) {
        if (services.equals(SignalCatalogue.SERVICES)) {
            return "all";
        }
        return services.equals(WITHOUT_FRONTEND) ? "all but frontend" : String.join(", ", services);
    }

    private static String condition(String when) {
        return when.equals("always") ? when : "when " + when;
    }

    private static String described(String meaning, String when) {
        return when.isEmpty() ? meaning : meaning + " (when " + when + ")";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private void table(String... columns) {
        line("");
        row(columns);
        line("|" + "---|".repeat(columns.length));
    }

    private void row(String... cells) {
        line("| " + Stream.of(cells).map(cell -> cell.replace("|", "\\|")).collect(joining(" | ")) + " |");
    }

    private void paragraph(String text) {
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > LINE_LENGTH) {
                line(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(line.toString());
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
