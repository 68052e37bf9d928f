package shop.local;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import shop.backends.BoundedWait;
import shop.backends.Ports;
import shop.local.compose.Compose;
import shop.local.compose.ComposeStack;

/** The shop in containers of its own, at free ports; closing it leaves no container, no volume and no image. */
final class Containers implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROJECT = "shop-containers-test";
    // A JVM on a busy machine.
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);

    private final ComposeStack stack;
    private final String helper;
    private Map<String, JsonNode> first = Map.of();

    private Containers(ComposeStack stack, String helper) {
        this.stack = stack;
        this.helper = helper;
    }

    /** Builds the images, starts all containers and waits until they are healthy. */
    static Containers start(Path root) {
        var settings = new HashMap<>(Map.of("COMPOSE_PROJECT_NAME", PROJECT, "COMPOSE_PROFILES", "observability"));
        ComposeStack.portVariables(root).forEach(name -> settings.put(name, Integer.toString(Ports.free())));
        var stack = ComposeStack.of(root, settings);
        var containers = new Containers(stack, stack.setting("POSTGRES_IMAGE"));
        try {
            // Of a run that was ended by force.
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

    /** What they were right after the first start, by their names in Compose. */
    Map<String, JsonNode> first() {
        return first;
    }

    /** Starts what does not run, and waits until all of it is healthy. */
    void up() {
        try {
            compose().run("up", "--detach", "--wait");
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

    void down() {
        compose().run("down");
    }

    /** What docker says of each container, by its name in Compose. */
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

    /** Ends the container's process as the kernel does where there is no memory left; `docker kill` would count as a wish. */
    void kill(String name) {
        var process = inspect().get(name).path("State").path("Pid").asText();
        compose()
                .docker(
                        "run",
                        "--rm",
                        "--pid=host",
                        "--network=none",
                        "--entrypoint=bash",
                        helper,
                        "-c",
                        "kill -9 " + process);
    }

    /** Waits until it was started again and is healthy. */
    boolean isBack(String name, String startedBefore) {
        return new BoundedWait(READY_LIMIT, Duration.ofMillis(500))
                .until(() -> isUp(inspect().get(name))
                        && !startedBefore.equals(startedAt(inspect().get(name))));
    }

    static String startedAt(JsonNode container) {
        return container.path("State").path("StartedAt").asText();
    }

    /** Whether it runs and, where it can say so, is healthy. */
    static boolean isUp(JsonNode container) {
        var state = container.path("State");
        var health = Optional.ofNullable(state.path("Health").path("Status").textValue());
        return state.path("Running").asBoolean() && health.orElse("healthy").equals("healthy");
    }

    @Override
    public void close() {
        removeAll();
        var left =
                compose().docker("volume", "ls", "--quiet", "--filter", "label=com.docker.compose.project=" + PROJECT);
        if (!left.isEmpty()) {
            throw new IllegalStateException("`docker compose down --volumes` left " + left);
        }
    }

    private void removeAll() {
        compose().run("--profile", "*", "down", "--volumes", "--remove-orphans", "--rmi", "local");
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
