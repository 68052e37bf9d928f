package shop.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import shop.local.shop.Service;

/** Every container of Compose is hardened and limited, and reaches only the networks and secrets that it needs. */
class ComposeFilesTest {
    private static final Path ROOT = Path.of(System.getProperty("shop.root", "../.."));

    private static final String RUNS_ONCE = "secrets";
    private static final Map<String, String> WITHOUT_HEALTH_CHECK =
            Map.of(RUNS_ONCE, "runs once", "load", "serves nothing");
    private static final Set<String> TAKE_SECRETS_FROM_THE_USER = Set.of(RUNS_ONCE, "alertmanager");
    private static final Map<String, String> WITH_A_ROOT_FOLDER_TO_WRITE_TO =
            Map.of("bugsink", "some of its images are built with a queue in /tmp");
    private static final Set<String> USERS_OF_THE_DATA =
            Set.of("order-service", "user-service", "inventory-service", "postgres-exporter", "redis-exporter");
    private static final Set<String> DATA = Set.of("postgres", "redis");

    private static final Pattern SECRET =
            Pattern.compile("^[A-Z_]*(PASSWORD|PASS|SECRET|SECRET_KEY|ROUTING_KEY)(_FILE|__FILE)?(=|$)");

    private static final String RELEASED = "released-";
    private static final long MEBIBYTE = 1 << 20;
    private static final Pattern MEMORY = Pattern.compile("(\\d+)m");
    private static final Pattern PORT =
            Pattern.compile("\\$\\{BIND_ADDRESS:-127\\.0\\.0\\.1}:\\$\\{([A-Z_]+_PORT):-(\\d+)}:(\\d+)");

    private final Map<String, Map<String, Object>> containers = new TreeMap<>();
    private final Map<String, Map<String, Object>> networks = new TreeMap<>();

    /** The definitions of the services that {@code RUNTIME} and {@code RELEASE} select. */
    private final Map<String, Object> runtimes = map(yaml("deploy/runtime.yaml"), "services");

    ComposeFilesTest() throws IOException {
        for (var file : list(yaml("compose.yaml"), "include")) {
            var compose = yaml(file);
            map(compose, "services").forEach((name, _) -> containers.put(name, map(map(compose, "services"), name)));
            map(compose, "networks").forEach((name, _) -> networks.put(name, map(map(compose, "networks"), name)));
        }
    }

    @Test
    void a_container_has_only_the_privileges_that_its_program_needs() {
        assertThat(containers).isNotEmpty().allSatisfy((_, container) -> {
            assertThat(list(container, "cap_drop")).containsExactly("ALL");
            assertThat(list(container, "security_opt")).containsExactly("no-new-privileges:true");
            assertThat(container)
                    .doesNotContainKeys("cap_add", "privileged", "pid", "ipc", "devices")
                    .satisfies(it -> assertThat(it.get("network_mode")).isIn(null, "none"))
                    .hasEntrySatisfying(
                            "pids_limit", limit -> assertThat((int) limit).isBetween(1, 512));
        });
    }

    @Test
    void a_container_writes_only_to_volumes_and_memory() {
        assertThat(containers)
                .allSatisfy((name, container) -> assertThat(container.get("read_only"))
                        .isEqualTo(WITH_A_ROOT_FOLDER_TO_WRITE_TO.containsKey(name) ? null : true));
    }

    @Test
    void a_container_restarts_and_limits_its_logs() {
        assertThat(containers).allSatisfy((name, container) -> {
            assertThat(container).containsEntry("restart", name.equals(RUNS_ONCE) ? "no" : "unless-stopped");
            assertThat(map(container, "logging")).containsEntry("driver", "json-file");
            assertThat(map(map(container, "logging"), "options")).containsOnlyKeys("max-size", "max-file");
        });
    }

    @Test
    void a_container_has_a_health_check() {
        assertThat(containers)
                .allSatisfy((name, container) -> assertThat(
                                map(container, "healthcheck").containsKey("test"))
                        .isEqualTo(!WITHOUT_HEALTH_CHECK.containsKey(name) && !isService(container)));
        assertThat(runtimes.keySet())
                .allSatisfy(runtime -> assertThat(
                                map(map(runtimes, runtime), "healthcheck").keySet())
                        .isEqualTo(runtime.endsWith("load") ? Set.of() : Set.of("test")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "jvm"})
    void an_image_and_compose_have_the_same_health_check(String runtime) throws IOException {
        var check = list(map(map(runtimes, runtime), "healthcheck"), "test");
        assertThat(check).startsWith("CMD", "/app/" + (runtime.equals("native") ? "service" : "ready"));
        assertThat(Files.readString(ROOT.resolve("deploy/docker/Dockerfile." + runtime)))
                .contains("\nHEALTHCHECK CMD [\"" + String.join("\", \"", check.subList(1, check.size())) + "\"]\n")
                .contains("\nENV QUARKUS_MANAGEMENT_PORT=${MANAGEMENT_PORT}\n");
        for (var service : Service.values()) {
            assertThat(map(map(containers.get(service.id()), "build"), "args"))
                    .containsEntry("SERVICE", service.id())
                    .containsEntry("MANAGEMENT_PORT", service.address().managementPort());
        }
        assertThat(map(map(containers.get("frontend"), "build"), "args"))
                .containsEntry("SERVICE", "frontend")
                .containsEntry("MANAGEMENT_PORT", 9088);
    }

    @ParameterizedTest
    @CsvSource({"native, 2688", "released-native, 2688", "jvm, 3776"})
    void all_containers_together_stay_within_their_memory(String runtime, long mebibytes) {
        var memory = containers.entrySet().stream()
                // Runs only on request.
                .filter(container -> !container.getKey().equals("load"))
                .map(Map.Entry::getValue)
                .map(container -> isService(container) ? runtime(container, runtime) : container)
                .mapToLong(ComposeFilesTest::memory)
                .sum();

        assertThat(memory / MEBIBYTE).isLessThanOrEqualTo(mebibytes);
    }

    @Test
    void a_release_is_pulled_and_never_built() {
        assertThat(List.of("released-native", "released-frontend-native", "released-load"))
                .allSatisfy(runtime -> assertThat(map(runtimes, runtime))
                        .containsEntry("pull_policy", "missing")
                        .doesNotContainKey("build"));
        assertThat(Map.of(
                        "native",
                        "native",
                        "jvm",
                        "jvm",
                        "frontend-native",
                        "native",
                        "frontend-jvm",
                        "jvm",
                        "load",
                        "jvm"))
                .allSatisfy((runtime, dockerfile) -> assertThat(map(runtimes, runtime))
                        .containsEntry("pull_policy", "build")
                        .hasEntrySatisfying(
                                "build",
                                build -> assertThat(build)
                                        .hasFieldOrPropertyWithValue(
                                                "dockerfile", "deploy/docker/Dockerfile." + dockerfile)));
    }

    @Test
    void a_port_is_bound_to_localhost_and_has_its_own_variable() throws IOException {
        var ports = containers.values().stream()
                .flatMap(container -> list(container, "ports").stream())
                .map(PORT::matcher)
                .toList();

        assertThat(ports).isNotEmpty().allMatch(port -> port.matches(), "${BIND_ADDRESS:-127.0.0.1}:${NAME:-1}:1");
        assertThat(ports.stream().map(port -> port.group(1))).doesNotHaveDuplicates();
        assertThat(Files.readString(ROOT.resolve("docs/configuration.md")))
                .contains(ports.stream().map(port -> "`" + port.group(1) + "`").toList());
        assertThat(ports).as("the default port").allMatch(port -> port.group(2).equals(port.group(3)));
    }

    @Test
    void only_services_and_exporters_reach_the_data() {
        assertThat(networks).containsOnlyKeys("edge", "backend", "observability");
        assertThat(networks.get("backend")).containsEntry("internal", true);
        assertThat(containers).allSatisfy((name, container) -> {
            var networks = list(container, "networks");
            if (DATA.contains(name)) {
                assertThat(networks).isEqualTo(List.of("backend"));
            } else {
                assertThat(networks.contains("backend")).isEqualTo(USERS_OF_THE_DATA.contains(name));
            }
        });
    }

    @Test
    void a_secret_is_in_a_file_and_not_in_the_environment() {
        assertThat(containers)
                .allSatisfy((name, container) -> assertThat(map(container, "environment"))
                        .allSatisfy((variable, value) -> {
                            if (SECRET.matcher(variable).find()) {
                                assertThat(String.valueOf(value))
                                        .as(variable)
                                        // Passed on if the user sets it.
                                        .startsWith(
                                                TAKE_SECRETS_FROM_THE_USER.contains(name) ? "null" : "/run/secrets/");
                            }
                        }));
    }

    @Test
    void a_container_mounts_only_its_own_secrets() {
        assertThat(containers).allSatisfy((name, container) -> {
            var mounted = list(container, "volumes").stream()
                    .filter(volume -> volume.startsWith("secrets"))
                    .toList();
            if (name.equals(RUNS_ONCE)) {
                assertThat(mounted).hasSizeGreaterThan(2);
            } else if (!mounted.isEmpty()) {
                var place = isService(container) ? "/app/config" : "/run/secrets";
                assertThat(mounted).containsExactly("secrets-" + name + ":" + place + ":ro");
                assertThat(map(map(container, "depends_on"), RUNS_ONCE))
                        .containsEntry("condition", "service_completed_successfully");
            }
        });
    }

    @Test
    void no_secret_is_in_the_repository() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve(".env")))
                .noneMatch(line -> SECRET.matcher(line).find());
    }

    /** What a service or the frontend extends. */
    private Map<String, Object> runtime(Map<String, Object> container, String runtime) {
        var isReleased = runtime.startsWith(RELEASED);
        var name = String.valueOf(map(container, "extends").get("service"))
                .replace("${RELEASE:+released-}", isReleased ? RELEASED : "")
                .replace("${RUNTIME}", isReleased ? runtime.substring(RELEASED.length()) : runtime);
        return map(runtimes, name);
    }

    private static boolean isService(Map<String, Object> container) {
        return String.valueOf(map(container, "extends").get("service")).endsWith("${RUNTIME}");
    }

    private static long memory(Map<String, Object> container) {
        var limit = MEMORY.matcher(String.valueOf(container.get("mem_limit")));
        assertThat(limit.matches()).as("%s has a mem_limit in MiB", container).isTrue();
        return Long.parseLong(limit.group(1)) * MEBIBYTE;
    }

    /** With SnakeYAML, because Jackson does not support {@code <<}. */
    private static Map<String, Object> yaml(String file) throws IOException {
        try (var reader = Files.newBufferedReader(ROOT.resolve(file))) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> from, String key) {
        return from.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static List<String> list(Map<String, Object> from, String key) {
        return from.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
