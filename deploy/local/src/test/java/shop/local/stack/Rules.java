package shop.local.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules of Prometheus in the files of a folder. */
record Rules(List<Alert> alerts, List<Recording> recordings) {
    private static final YAMLMapper YAML = new YAMLMapper();

    record Alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {}

    /** @param file name of its file, without the extension */
    record Recording(String name, String expression, String file) {}

    static Rules read(Path folder) {
        var all = files(folder).flatMap(Rules::rules).toList();
        return new Rules(
                all.stream()
                        .filter(Alert.class::isInstance)
                        .map(Alert.class::cast)
                        .toList(),
                all.stream()
                        .filter(Recording.class::isInstance)
                        .map(Recording.class::cast)
                        .toList());
    }

    /** The expressions of all alerts and recording rules. */
    Stream<String> expressions() {
        return Stream.concat(
                alerts.stream().map(Alert::expression), recordings.stream().map(Recording::expression));
    }

    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    static Stream<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    }

    private static Stream<Record> rules(Path file) {
        return yaml(file)
                .at("/groups")
                .valueStream()
                .flatMap(group -> group.at("/rules")
                        .valueStream()
                        .map(rule -> rule.has("alert")
                                ? new Alert(
                                        text(rule, "alert"),
                                        text(rule, "expr"),
                                        map(rule, "labels"),
                                        map(rule, "annotations"))
                                : new Recording(text(rule, "record"), text(rule, "expr"), nameOf(file))));
    }

    private static String text(JsonNode rule, String field) {
        return rule.path(field).asText();
    }

    private static Map<String, String> map(JsonNode rule, String field) {
        return rule.has(field) ? YAML.convertValue(rule.get(field), new TypeReference<>() {}) : Map.of();
    }
}
