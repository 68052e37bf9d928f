package shop.local.compose;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import shop.local.program.StartFailure;
import shop.local.shop.Account;
import shop.local.shop.Service;
import shop.local.shop.Shop;
import shop.local.stack.CompressedTime;
import shop.local.stack.Stack;

/** The stack that Compose runs, at its configured ports. */
public final class ComposeStack implements Stack {
    private static final Pattern PUBLISHED = Pattern.compile("\\$\\{([A-Z_]+_PORT):-(\\d+)}:(\\d+)");
    // Compose 2.26 writes it before each log line, even without a terminal.
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final List<String> FILES = List.of("deploy/compose.yaml", "observability-stack/compose.yaml");

    private final Compose compose;
    private final Map<String, String> settings;
    private final Map<Integer, String> ports = new HashMap<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    /** @param settings the variables of .env, overridden by the environment */
    ComposeStack(Compose compose, Map<String, String> settings) {
        this.compose = compose;
        this.settings = settings;
        for (var file : FILES) {
            PUBLISHED
                    .matcher(read(compose.root().resolve(file)))
                    .results()
                    .forEach(port -> ports.put(
                            Integer.valueOf(port.group(3)), settings.getOrDefault(port.group(1), port.group(2))));
        }
    }

    /** The stack with these settings on top of .env and the environment. */
    public static ComposeStack of(Path root, Map<String, String> settings) {
        var all = settings(root);
        all.putAll(settings);
        return new ComposeStack(new Compose(root, settings, "docker"), all);
    }

    /** The variables that set the published ports. */
    public static List<String> portVariables(Path root) {
        return FILES.stream()
                .flatMap(file -> PUBLISHED.matcher(read(root.resolve(file))).results())
                .map(port -> port.group(1))
                .toList();
    }

    /**
     * The running stack, if its Prometheus responds and scrapes the shop.
     *
     * @throws StartFailure if something else than Compose runs it, such as the demo
     */
    public static Optional<Stack> find(Path root) {
        var stack = of(root, Map.of());
        var prometheus = stack.prometheus();
        var isOurs = prometheus.isReady()
                && prometheus.targets().stream().anyMatch(target -> target.job().equals(Service.ORDER.id()));
        if (isOurs) {
            stack.checkThatComposeRunsIt();
        }
        return isOurs ? Optional.of(stack) : Optional.empty();
    }

    void checkThatComposeRunsIt() {
        if (ask("ps", "--quiet", Service.ORDER.id()).isEmpty()) {
            throw notOurs("No order-service runs in Compose.");
        }
    }

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
    public Shop shop() {
        return Shop.of(this::address, () -> new Account(settings.get("OPERATOR_EMAIL"), secret("OPERATOR_PASSWORD")));
    }

    @Override
    public CompressedTime time() {
        return CompressedTime.none();
    }

    @Override
    public URI at(int port) {
        return URI.create("http://localhost:" + port(port));
    }

    @Override
    public void stop(String part) {
        ask("stop", part);
    }

    @Override
    public void start(String part) {
        ask("start", part);
    }

    @Override
    public List<String> logLines(String text) {
        var services = Arrays.stream(Service.values()).map(Service::id);
        var arguments = Stream.concat(Stream.of("logs", "--no-log-prefix", "--since", "30m"), services);
        return ask(arguments.toArray(String[]::new)).stream()
                .map(line -> line.replace(CLEAR_LINE, ""))
                .filter(line -> line.contains(text))
                .toList();
    }

    /** A secret that the container `secrets` created or took from the environment. */
    public String secret(String name) {
        return secrets.computeIfAbsent(
                name, _ -> String.join("\n", ask("run", "--rm", "--no-TTY", "secrets", "show", name)));
    }

    /** The value of a Compose variable. */
    public String setting(String name) {
        return settings.get(name);
    }

    /** The values of all Compose variables. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    public Compose compose() {
        return compose;
    }

    @Override
    public void close() {
        // It keeps running.
    }

    private Service.Address address(Service service) {
        var usual = service.address();
        return new Service.Address(port(usual.port()), port(usual.managementPort()));
    }

    private int port(int usual) {
        return Integer.parseInt(ports.getOrDefault(usual, Integer.toString(usual)));
    }

    private List<String> ask(String... arguments) {
        try {
            return compose.run(arguments);
        } catch (StartFailure e) {
            throw notOurs(e.getMessage());
        }
    }

    private static StartFailure notOurs(String reason) {
        return new StartFailure(reason + " A drill can use only a running stack of Compose; stop the demo (Ctrl-C) or"
                + " any other stack, and the drill starts its own.");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
