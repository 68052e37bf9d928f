package shop.local.drill;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import shop.local.drill.Drill.Fault;
import shop.local.drill.Drill.Trail;
import shop.local.program.StartFailure;
import shop.local.traffic.Traffic;

/** The drills of observability-stack/drills.yaml, by name of their alert. */
final class DrillFile {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> KEYS =
            Set.of("what", "load", "faults", "replay", "stop", "stock", "expect", "shows", "mail", "hours");

    private final Map<String, Drill> drills;

    private DrillFile(Map<String, Drill> drills) {
        this.drills = drills;
    }

    static DrillFile read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws StartFailure if an entry is invalid; names the entry and the allowed values */
    static DrillFile parse(String yaml) {
        try {
            var drills = new LinkedHashMap<String, Drill>();
            YAML.readTree(yaml).properties().forEach(entry -> {
                drills.put(entry.getKey(), new Entry(entry.getKey(), entry.getValue()).drill());
            });
            return new DrillFile(drills);
        } catch (JsonProcessingException e) {
            throw new StartFailure("drills.yaml is not YAML: " + e.getOriginalMessage());
        }
    }

    List<Drill> all() {
        return List.copyOf(drills.values());
    }

    /** @throws StartFailure if the alert has no drill */
    Drill drill(String alert) {
        return Optional.ofNullable(drills.get(alert))
                .orElseThrow(() -> new StartFailure(
                        "No drill for " + alert + "; there is one for each of: " + String.join(", ", drills.keySet())));
    }

    /** Parses one entry. */
    private record Entry(String alert, JsonNode node) {
        Drill drill() {
            node.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(key -> !KEYS.contains(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw wrong(key, "is unknown; known are " + sorted(KEYS));
                    });
            return new Drill(
                    alert,
                    what(),
                    load(),
                    faults(),
                    Optional.ofNullable(node.path("replay").textValue()),
                    Optional.ofNullable(node.path("stop").textValue()),
                    stock(),
                    texts("expect", node.path("expect")),
                    shows(),
                    flag("mail", true),
                    flag("hours", false));
        }

        private String what() {
            var what = node.path("what").asText();
            if (what.isBlank()) {
                throw wrong("what", "must describe the drill");
            }
            return what;
        }

        private Optional<Traffic.Kind> load() {
            var load = node.path("load").asText("mix");
            return load.equals("none") ? Optional.empty() : Optional.of(one(Traffic.Kind.class, "load", load, "none"));
        }

        private OptionalInt stock() {
            var pieces = node.path("stock");
            if (pieces.isMissingNode()) {
                return OptionalInt.empty();
            }
            if (!pieces.isInt() || pieces.asInt() < 1) {
                throw wrong("stock", "must be a whole number above 0, not \"" + pieces.asText() + "\"");
            }
            return OptionalInt.of(pieces.asInt());
        }

        private boolean flag(String key, boolean fallback) {
            var flag = node.path(key);
            if (!flag.isMissingNode() && !flag.isBoolean()) {
                throw wrong(key, "must be true or false, not \"" + flag.asText() + "\"");
            }
            return flag.asBoolean(fallback);
        }

        private List<Fault> faults() {
            var faults = new ArrayList<Fault>();
            for (var fault : list("faults")) {
                var settings = new LinkedHashMap<>(texts("faults", fault));
                var service = settings.remove("service");
                var name = settings.remove("fault");
                if (service == null || name == null) {
                    throw wrong("faults", "must contain service and fault, followed by its parameters");
                }
                faults.add(new Fault(service, name, settings));
            }
            return faults;
        }

        private Set<Trail> shows() {
            return list("shows").stream()
                    .map(name -> one(Trail.class, "shows", name.asText()))
                    .collect(toCollection(() -> EnumSet.noneOf(Trail.class)));
        }

        private List<JsonNode> list(String key) {
            var value = node.path(key);
            if (value.isMissingNode()) {
                return List.of();
            }
            if (!value.isArray()) {
                throw wrong(key, "must be a list");
            }
            var items = new ArrayList<JsonNode>();
            value.forEach(items::add);
            return items;
        }

        private Map<String, String> texts(String key, JsonNode object) {
            if (!object.isMissingNode() && !object.isObject()) {
                throw wrong(key, "must map names to values");
            }
            var texts = new LinkedHashMap<String, String>();
            object.properties()
                    .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
            return texts;
        }

        /** @param others what else is allowed */
        private <E extends Enum<E>> E one(Class<E> type, String key, String name, String... others) {
            var names = Stream.of(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT));
            var allowed = Stream.concat(names, Stream.of(others)).toList();
            if (!allowed.contains(name)) {
                throw wrong(key, "must be one of " + String.join(", ", allowed) + ", not \"" + name + "\"");
            }
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        }

        private StartFailure wrong(String key, String what) {
            return new StartFailure("drills.yaml, " + alert + ": " + key + " " + what + ".");
        }

        private static String sorted(Set<String> names) {
            return names.stream().sorted().collect(joining(", "));
        }
    }
}
