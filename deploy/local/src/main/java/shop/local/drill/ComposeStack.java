package shop.local.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import shop.local.Account;
import shop.local.Service;
import shop.local.Site;
import shop.local.StartFailure;
import shop.local.stack.CompressedTime;
import shop.local.stack.RunningStack;

/** The stack that runs at the usual ports; its parts are stopped and started by Compose. */
final class ComposeStack implements RunningStack {
    private final Path root;
    private final Map<String, String> settings;
    private final String docker;

    /** @param docker the command */
    ComposeStack(Path root, Map<String, String> settings, String docker) {
        this.root = root;
        this.settings = settings;
        this.docker = docker;
    }

    /**
     * The stack, where its Prometheus answers and knows the shop.
     *
     * @throws StartFailure where it is not Compose that runs it, such as the demo
     */
    static Optional<RunningStack> find(Path root) {
        var stack = new ComposeStack(root, settings(root), "docker");
        var prometheus = stack.prometheus();
        var isOurs = prometheus.isReady()
                && prometheus.targets().stream().anyMatch(target -> target.job().equals(Service.ORDER.id()));
        if (isOurs) {
            stack.checkThatComposeRunsIt();
        }
        return isOurs ? Optional.of(stack) : Optional.empty();
    }

    void checkThatComposeRunsIt() {
        var command = List.of("ps", "--quiet", Service.ORDER.id());
        if (compose(command.toArray(String[]::new)).isEmpty()) {
            throw failure(command);
        }
    }

    /** What Compose reads: the file .env, and the environment, which wins. */
    private static Map<String, String> settings(Path root) {
        var properties = new Properties();
        try (BufferedReader file = Files.newBufferedReader(root.resolve(".env"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var settings = new HashMap<String, String>();
        properties.forEach((name, value) -> settings.put(name.toString(), value.toString()));
        settings.putAll(System.getenv());
        return settings;
    }

    @Override
    public Site shop() {
        return new Site() {
            @Override
            public Service.Address address(Service service) {
                return service.address();
            }

            @Override
            public Account operator() {
                return new Account(settings.get("OPERATOR_EMAIL"), settings.get("OPERATOR_PASSWORD"));
            }
        };
    }

    @Override
    public CompressedTime time() {
        return CompressedTime.none();
    }

    @Override
    public URI at(int port) {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public void stop(String part) {
        compose("stop", part);
    }

    @Override
    public void start(String part) {
        compose("start", part);
    }

    @Override
    public List<String> logLines(String text) {
        var services = Arrays.stream(Service.values()).map(Service::id);
        var arguments = Stream.concat(Stream.of("logs", "--no-log-prefix", "--since", "30m"), services);
        return compose(arguments.toArray(String[]::new)).stream()
                .filter(line -> line.contains(text))
                .toList();
    }

    @Override
    public void close() {
        // Not ours to stop.
    }

    private List<String> compose(String... arguments) {
        var command = Stream.concat(Stream.of(docker, "compose"), Arrays.stream(arguments))
                .toList();
        try {
            var process = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var output = process.inputReader()) {
                var lines = output.lines().toList();
                if (process.waitFor() != 0) {
                    throw failure(command);
                }
                return lines;
            }
        } catch (IOException e) {
            throw failure(command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static StartFailure failure(List<String> command) {
        return new StartFailure("`" + String.join(" ", command)
                + "` failed or found nothing. A drill on a running stack needs the one of"
                + " Compose; stop any other, and the drill starts one of its own.");
    }
}
