package shop.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A dashboard file of Grafana. */
record Dashboard(Path file, JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The dashboards in a folder. */
    static List<Dashboard> all(Path folder) {
        return Rules.files(folder)
                .filter(file -> file.toString().endsWith(".json"))
                .map(Dashboard::read)
                .toList();
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file, MAPPER.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    String fileName() {
        return file.getFileName().toString();
    }

    String uid() {
        return text("/uid");
    }

    String text(String pointer) {
        return json.at(pointer).asText();
    }

    List<JsonNode> elements(String pointer) {
        return json.at(pointer).valueStream().toList();
    }

    /** Panels and rows. */
    List<Panel> blocks() {
        return elements("/panels").stream()
                .map(panel -> new Panel(fileName(), panel))
                .toList();
    }

    /** The expressions of panels and annotations. */
    List<String> expressions() {
        return json.findValuesAsText("expr");
    }

    Set<String> overlaps() {
        var blocks = new ArrayList<>(blocks());
        var overlaps = new TreeSet<String>();
        while (!blocks.isEmpty()) {
            var first = blocks.removeFirst();
            blocks.stream().filter(first::overlaps).forEach(second -> overlaps.add(first + " and " + second));
        }
        return overlaps;
    }

    @Override
    public String toString() {
        return fileName();
    }

    /** @param file file name of its dashboard */
    record Panel(String file, JsonNode json) {
        String type() {
            return text("/type");
        }

        boolean isRow() {
            return type().equals("row");
        }

        String title() {
            return text("/title");
        }

        String text(String pointer) {
            return json.at(pointer).asText();
        }

        int number(String pointer) {
            return json.at(pointer).asInt();
        }

        int width() {
            return number("/gridPos/w");
        }

        List<JsonNode> targets() {
            return json.at("/targets").valueStream().toList();
        }

        boolean asks(String part) {
            return targets().stream()
                    .anyMatch(target -> target.path("expr").asText().contains(part));
        }

        List<String> urls() {
            return json.findValuesAsText("url");
        }

        boolean overlaps(Panel other) {
            return overlaps(other, "x", "w") && overlaps(other, "y", "h");
        }

        private boolean overlaps(Panel other, String from, String size) {
            var mine = json.path("gridPos");
            var its = other.json.path("gridPos");
            return mine.path(from).asInt()
                            < its.path(from).asInt() + its.path(size).asInt()
                    && its.path(from).asInt()
                            < mine.path(from).asInt() + mine.path(size).asInt();
        }

        @Override
        public String toString() {
            return file + ": " + title();
        }
    }
}
