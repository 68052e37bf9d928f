package shop.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import shop.backends.process.BoundedWait;
import shop.backends.process.ChildProcess;
import shop.backends.process.Ports;
import shop.local.program.Executables;
import shop.local.program.Http;
import shop.local.program.LogLine;

/** A program of the observability stack as a child process, run with the configuration that Compose mounts. */
public final class StackProgram implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Kind kind;
    private final URI ready;
    private final Supplier<ChildProcess> start;
    private ChildProcess process;

    private StackProgram(Kind kind, URI ready, Supplier<ChildProcess> start) {
        this.kind = kind;
        this.ready = ready;
        this.start = start;
        this.process = start.get();
    }

    /**
     * Starts a program with a copy of its configuration in which all hosts are localhost.
     *
     * @param stack the folder observability-stack
     * @param folder for the copy and the program's files
     */
    public static StackProgram start(Kind kind, Path executable, Path stack, Path folder) {
        return start(kind, executable, stack, folder, Adaptation.NONE);
    }

    /** Starts a program with an adapted configuration. */
    public static StackProgram start(Kind kind, Path executable, Path stack, Path folder, Adaptation adaptation) {
        var configuration = folder.resolve(kind.id());
        var data = folder.resolve(kind.id() + "-data");
        try {
            if (Files.isDirectory(stack.resolve(kind.id()))) {
                var version = versionAdaptation(kind, executable, folder);
                LocalConfiguration.copy(
                        stack.resolve(kind.id()), configuration, text -> adaptation.ofFile(version.apply(text)));
            }
            if (kind == Kind.PROMETHEUS) {
                LocalConfiguration.copy(
                        stack.resolve("runbooks"),
                        configuration.resolve("user/observability-stack/runbooks"),
                        adaptation::ofAddress);
            }
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = Stream.concat(
                        kind.command(executable, configuration, data).stream().map(adaptation::ofAddress),
                        adaptation.arguments(kind).stream())
                .toList();
        var environment = new HashMap<>(adaptation.environment());
        kind.environment
                .apply(configuration, data)
                .forEach((name, value) -> environment.put(name, adaptation.ofAddress(value)));
        var log = folder.resolve(kind.id() + ".log");
        var ready = URI.create(adaptation.ofAddress(kind.ready.toString()));
        return new StackProgram(kind, ready, () -> ChildProcess.start(kind.id(), command, environment, folder, log));
    }

    private static UnaryOperator<String> versionAdaptation(Kind kind, Path executable, Path folder) {
        return kind == Kind.PROMETHEUS ? PrometheusVersion.of(executable, folder)::adapt : UnaryOperator.identity();
    }

    public Kind kind() {
        return kind;
    }

    /** Waits until the program is ready; false if it does not become ready. */
    public boolean isReady(HttpClient http) {
        return BoundedWait.upTo(START_TIMEOUT).until(() -> !process.isAlive() || answers(http)) && process.isAlive();
    }

    /** The last line of its output. */
    public String lastLine() {
        var lines = process.lastLines(1);
        return lines.isEmpty() ? "no output" : LogLine.brief(lines.getFirst());
    }

    /** Starts the closed program again with its configuration and data. */
    public void restart() {
        process = start.get();
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers(HttpClient http) {
        var request =
                HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
        return Http.isAnswered(http, request);
    }

    /** Changes to a program's configuration besides the hosts. */
    public interface Adaptation {
        Adaptation NONE = new Adaptation() {};

        /** Makes Prometheus scrape the services, the frontend and these programs only. */
        static Adaptation scraping(Collection<Kind> programs) {
            return ScrapeJobs.of(programs);
        }

        /** Adapts an argument or environment value, which may contain an address. */
        default String ofAddress(String text) {
            return text;
        }

        /** Adapts a configuration file. */
        default String ofFile(String text) {
            return text;
        }

        /** Further arguments. */
        default List<String> arguments(Kind kind) {
            return List.of();
        }

        /** Further variables of its environment. */
        default Map<String, String> environment() {
            return Map.of();
        }
    }

    /** The programs, named after their folders in observability-stack. */
    public enum Kind {
        JAEGER(
                List.of("jaeger"),
                List.of(16686, 4318, 4317, 16685, 13133, 8888, 8889),
                "http://localhost:13133/status",
                (configuration, _) -> List.of("--config", configuration + "/config.yaml"),
                (configuration, data) ->
                        Map.of("JAEGER_DATA", data.toString(), "JAEGER_UI", configuration + "/ui.js")) {
            @Override
            List<String> jobs() {
                return List.of(id(), "spanmetrics");
            }
        },
        PROMETHEUS(
                List.of("prometheus"),
                List.of(9090),
                "http://localhost:9090/-/ready",
                (configuration, data) -> List.of(
                        "--config.file=" + configuration + "/prometheus.yml",
                        "--storage.tsdb.path=" + data,
                        "--web.listen-address=127.0.0.1:9090",
                        "--web.external-url=http://localhost:9090",
                        "--web.user-assets=" + configuration + "/user",
                        "--enable-feature=exemplar-storage")),
        ALERTMANAGER(
                // The second name is Debian's.
                List.of("alertmanager", "prometheus-alertmanager"),
                List.of(9093),
                "http://localhost:9093/-/ready",
                (configuration, data) -> List.of(
                        "--config.file=" + data + "/configuration/alertmanager.yml",
                        "--storage.path=" + data,
                        "--web.listen-address=127.0.0.1:9093",
                        "--web.external-url=http://localhost:9093",
                        "--cluster.listen-address=")) {
            @Override
            List<String> command(Path executable, Path configuration, Path data) {
                // Alertmanager expands no variables: start.sh does, and then execs it.
                var command = new ArrayList<>(List.of("sh", configuration + "/start.sh", data + "/configuration"));
                command.addAll(super.command(executable, configuration, data));
                return command;
            }
        },
        MAILPIT(
                List.of("mailpit"),
                List.of(8025, 1025),
                "http://localhost:8025/readyz",
                (_, data) -> List.of(
                        "--listen=127.0.0.1:8025",
                        "--smtp=127.0.0.1:1025",
                        "--database=" + data + "/mailpit.db",
                        "--enable-prometheus=true",
                        "--disable-version-check")),
        BUGSINK(
                List.of("bugsink-manage"),
                List.of(Bugsink.PORT),
                "http://localhost:" + Bugsink.PORT + "/health/ready",
                (_, _) -> List.of("serve", "127.0.0.1:" + Bugsink.PORT),
                Bugsink::environment);

        private final List<String> executables;
        private final List<Integer> ports;
        private final URI ready;
        private final BiFunction<Path, Path, List<String>> arguments;
        private final BiFunction<Path, Path, Map<String, String>> environment;

        Kind(
                List<String> executables,
                List<Integer> ports,
                String ready,
                BiFunction<Path, Path, List<String>> arguments) {
            this(executables, ports, ready, arguments, (_, _) -> Map.of());
        }

        Kind(
                List<String> executables,
                List<Integer> ports,
                String ready,
                BiFunction<Path, Path, List<String>> arguments,
                BiFunction<Path, Path, Map<String, String>> environment) {
            this.executables = executables;
            this.ports = ports;
            this.ready = URI.create(ready);
            this.arguments = arguments;
            this.environment = environment;
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Its jobs in prometheus.yml, if it is scraped. */
        List<String> jobs() {
            return List.of(id());
        }

        List<String> command(Path executable, Path configuration, Path data) {
            return Stream.concat(Stream.of(executable.toString()), arguments.apply(configuration, data).stream())
                    .toList();
        }

        public String page() {
            return "http://localhost:" + ports.getFirst();
        }

        public Optional<Path> executable() {
            return Executables.find(executables);
        }

        public List<Integer> ports() {
            return ports;
        }

        public Optional<Integer> takenPort() {
            return ports.stream().filter(Ports::isTaken).findFirst();
        }
    }

    /** Replaces the container names in the stack's configuration with localhost. */
    static final class LocalConfiguration {
        private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.-])[a-z][a-z0-9-]*:(\\d{4,5})\\b");

        private LocalConfiguration() {}

        static void copy(Path source, Path target, UnaryOperator<String> adaptation) throws IOException {
            try (Stream<Path> files = Files.walk(source)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var copy = target.resolve(source.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.writeString(copy, adaptation.apply(localize(Files.readString(file))));
                }
            }
        }

        static String localize(String configuration) {
            return ADDRESS.matcher(configuration).replaceAll("localhost:$1");
        }
    }
}
