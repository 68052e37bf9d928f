package shop.local.compose;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import shop.backends.process.BoundedWait;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;
import shop.local.program.StartFailure;
import shop.local.shop.Account;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Line;
import shop.local.shop.ShopClient.Product;

/** A Compose project with the shop, at free ports; closing it leaves no container, volume or image. */
final class ComposeProject implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String PROJECT = "shop-containers-test";
    private static final String LABEL = "com.docker.compose.project=" + PROJECT;
    /** The container that generates the passwords and ends. */
    static final String RUNS_ONCE = "secrets";
    // For a JVM on a busy machine.
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);

    private final ComposeStack stack;
    private final String helper;
    private Map<String, JsonNode> first = Map.of();

    private ComposeProject(ComposeStack stack, String helper) {
        this.stack = stack;
        this.helper = helper;
    }

    /** Builds the images, starts all containers and waits until they are healthy. */
    static ComposeProject start(Path root) {
        var settings = new HashMap<>(Map.of("COMPOSE_PROJECT_NAME", PROJECT, "COMPOSE_PROFILES", "observability"));
        ComposeStack.portVariables(root).forEach(name -> settings.put(name, Integer.toString(Ports.free())));
        var stack = ComposeStack.of(root, settings);
        var containers = new ComposeProject(stack, stack.setting("POSTGRES_IMAGE"));
        try {
            // Left by a run that was killed.
            containers.removeAll();
            containers.up();
            containers.first = containers.inspect();
            return containers;
        } catch (RuntimeException e) {
            containers.close();
            throw e;
        }
    }

    ComposeStack stack() {
        return stack;
    }

    Compose compose() {
        return stack.compose();
    }

    /** The state of the containers after the first start, by their names in Compose. */
    Map<String, JsonNode> first() {
        return first;
    }

    /** Starts stopped containers and waits until all are healthy. */
    void up() {
        up(compose());
    }

    private void up(Compose compose) {
        try {
            compose.run("up", "--detach", "--wait");
        } catch (StartFailure e) {
            var evidence = new ArrayList<>(e.evidence());
            inspect().forEach((name, container) -> {
                if (!isUp(container)
                        && !container.path("State").path("ExitCode").asText().equals("0")) {
                    evidence.addAll(compose().run("logs", "--tail", "5", name));
                }
            });
            throw new StartFailure(e.getMessage(), evidence);
        }
    }

    /**
     * Starts all containers from new images, as after a change of .env and of the source: the images of {@code .env}
     * with another label, and the services built from another commit.
     *
     * @param images receives the names of the labelled images, for {@link #remove} once no container uses them
     */
    void upgrade(String commit, Collection<String> images) {
        var settings = new HashMap<>(compose().environment());
        settings.put("COMMIT", commit);
        var used = inspect().values().stream()
                .map(container -> container.at("/Config/Image").asText())
                .collect(toSet());
        stack.settings().forEach((variable, image) -> {
            if (variable.endsWith("_IMAGE") && used.contains(image)) {
                var upgraded = image + "-upgraded";
                buildFrom(image, upgraded);
                images.add(upgraded);
                settings.put(variable, upgraded);
            }
        });
        up(new Compose(compose().root(), settings, compose().docker()));
    }

    void remove(Collection<String> images) {
        images.forEach(image -> compose().docker("rmi", image));
    }

    private void buildFrom(String image, String upgraded) {
        try (var folder = new TemporaryFolder("image-")) {
            Files.writeString(folder.path().resolve("Dockerfile"), "FROM " + image + "\nLABEL upgraded=true\n");
            compose().docker("build", "--tag", upgraded, folder.path().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void down(String... options) {
        ComposeDown.of(compose(), PROJECT).run(options);
    }

    /** The output of {@code docker inspect}, by the container's name in Compose. */
    Map<String, JsonNode> inspect() {
        var command = new ArrayList<>(List.of("inspect"));
        command.addAll(compose().run("ps", "--all", "--quiet"));
        var all = parse(String.join("\n", compose().docker(command.toArray(String[]::new))));
        return StreamSupport.stream(all.spliterator(), false)
                .collect(toMap(
                        container -> container
                                .path("Config")
                                .path("Labels")
                                .path("com.docker.compose.service")
                                .asText(),
                        container -> container,
                        (one, _) -> one,
                        TreeMap::new));
    }

    /** The layer histories of the images. */
    List<String> histories() {
        return inspect().values().stream()
                .map(container -> container.path("Image").asText())
                .distinct()
                .flatMap(image -> compose().docker("history", "--no-trunc", image).stream())
                .toList();
    }

    /** All containers except the one that runs once, by their names in Compose. */
    Map<String, JsonNode> running() {
        return withoutThatRunsOnce(inspect());
    }

    static Map<String, JsonNode> withoutThatRunsOnce(Map<String, JsonNode> containers) {
        var running = new TreeMap<>(containers);
        running.remove(RUNS_ONCE);
        return running;
    }

    /**
     * Kills their processes, as the kernel does when memory runs out: after {@code docker kill} the engine would not
     * restart them.
     */
    void kill(Collection<String> names) {
        var containers = inspect();
        var processes = names.stream()
                .map(name -> containers.get(name).path("State").path("Pid").asText())
                .collect(joining(" "));
        ask("kill -9 " + processes, "--pid=host", "--network=none");
    }

    /** Runs a shell command in a new container and returns the lines of its output. */
    List<String> ask(String command, String... options) {
        var arguments = new ArrayList<>(List.of("run", "--rm"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--entrypoint=bash", helper, "-c", command));
        return compose().docker(arguments.toArray(String[]::new));
    }

    /** Whether a container on this network of Compose reaches another container's port by its address. */
    boolean isReached(String network, String name, int port) {
        var address = inspect()
                .get(name)
                .at("/NetworkSettings/Networks")
                .valueStream()
                .findFirst()
                .map(found -> found.path("IPAddress").asText())
                .orElseThrow();
        return ask(
                        "timeout 3 bash -c '</dev/tcp/%s/%d' 2>/dev/null && echo reached || echo not"
                                .formatted(address, port),
                        "--network=" + network(network))
                .equals(List.of("reached"));
    }

    /** Docker's name of a network of Compose. */
    static String network(String name) {
        return PROJECT + "_" + name;
    }

    /** @return the trace of an order that Jaeger keeps */
    String placeOrder() {
        try (var client = new ShopClient(stack.shop())) {
            var product = "product-" + UUID.randomUUID();
            client.createProduct(client.token(stack.shop().operator()), Product.of(product, "Teapot", "28.50", 10))
                    .expecting(201);
            var account = Account.of(UUID.randomUUID() + "@shop.example");
            client.register(account, "Ada Lovelace").expecting(201);
            var token = client.token(account);
            // Services are cold at the first order: a call between them may time out.
            return await().atMost(READY_LIMIT)
                    .until(
                            () -> client.placeOrderToFollow(token, "standard", new Line(product, 2)),
                            answer -> answer.status() != 503)
                    .expecting(201)
                    .traceId();
        }
    }

    /** Waits until the container has been restarted and is healthy. */
    boolean isBack(String name, String startedBefore) {
        return new BoundedWait(READY_LIMIT, Duration.ofMillis(500))
                .until(() -> isUp(inspect().get(name))
                        && !startedBefore.equals(startedAt(inspect().get(name))));
    }

    static String startedAt(JsonNode container) {
        return container.path("State").path("StartedAt").asText();
    }

    /** Whether the container runs and, if it has a health check, is healthy. */
    static boolean isUp(JsonNode container) {
        var state = container.path("State");
        var health = Optional.ofNullable(state.path("Health").path("Status").textValue());
        return state.path("Running").asBoolean() && health.orElse("healthy").equals("healthy");
    }

    @Override
    public void close() {
        removeAll();
        // Images that an upgrade replaced: Compose does not remove them.
        compose().docker("image", "prune", "--force", "--filter", "label=" + LABEL);
        var left = compose().docker("volume", "ls", "--quiet", "--filter", "label=" + LABEL);
        if (!left.isEmpty()) {
            throw new IllegalStateException("`docker compose down --volumes` left " + left);
        }
    }

    private void removeAll() {
        down("--volumes", "--remove-orphans", "--rmi", "local");
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
