package shop.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.shop.Service;
import shop.local.stack.api.HttpApi;
import shop.local.stack.api.PrometheusApi.Target;

/** Running containers: health, limits, networks, secrets and telemetry. */
@Tag("compose")
@ExtendWith(SharedComposeProject.class)
class ContainersTest {
    // Parts whose images are replaced by stand-ins on this machine: they are started, killed and limited like any
    // other.
    private static final Set<String> STAND_INS = Arrays.stream(
                    System.getenv().getOrDefault("STAND_INS", "").split(","))
            .filter(name -> !name.isBlank())
            .collect(Collectors.toSet());

    private static final Set<String> CAN_WRITE = Set.of("bugsink");
    private static final long MEBIBYTE = 1 << 20;
    private static final Duration TRACE_LIMIT = Duration.ofSeconds(60);

    @Test
    void everything_is_healthy_at_its_first_start(ComposeProject containers) {
        assertThat(containers.first().keySet())
                .containsExactlyInAnyOrderElementsOf(containers.compose().run("config", "--services"));
        assertThat(ComposeProject.withoutThatRunsOnce(containers.first())).allSatisfy((_, container) -> {
            assertThat(ComposeProject.isUp(container)).isTrue();
            assertThat(container.path("RestartCount").asInt()).isZero();
        });
        assertThat(containers
                        .first()
                        .get(ComposeProject.RUNS_ONCE)
                        .path("State")
                        .path("ExitCode")
                        .asInt())
                .isZero();
    }

    @Test
    void a_container_has_its_limits(ComposeProject containers) {
        assertThat(containers.first()).allSatisfy((name, container) -> {
            var host = container.path("HostConfig");
            assertThat(texts(host.path("CapDrop"))).containsExactly("ALL");
            assertThat(texts(host.path("CapAdd"))).isEmpty();
            assertThat(texts(host.path("SecurityOpt"))).containsExactly("no-new-privileges:true");
            assertThat(host.path("Privileged").asBoolean()).isFalse();
            assertThat(host.path("ReadonlyRootfs").asBoolean()).isEqualTo(!CAN_WRITE.contains(name));
            assertThat(host.path("Memory").asLong()).isBetween(MEBIBYTE, 640 * MEBIBYTE);
            assertThat(host.path("PidsLimit").asInt()).isBetween(1, 512);
            assertThat(host.at("/LogConfig/Config/max-size").asText()).isNotEmpty();
            assertThat(host.at("/RestartPolicy/Name").asText())
                    .isEqualTo(name.equals(ComposeProject.RUNS_ONCE) ? "no" : "unless-stopped");
        });
    }

    /** An anonymous volume, declared by an image, would be left behind when its container is recreated. */
    @Test
    void the_data_of_a_container_are_in_named_volumes(ComposeProject containers) {
        assertThat(containers.first().values())
                .flatMap(container -> container.path("Mounts").valueStream().toList())
                .filteredOn(mount -> mount.path("Type").asText().equals("volume"))
                .isNotEmpty()
                .allSatisfy(mount -> assertThat(mount.path("Name").asText()).startsWith(ComposeProject.PROJECT + "_"));
    }

    @Test
    void a_service_does_not_run_as_root(ComposeProject containers) {
        for (var service : Service.values()) {
            assertThat(containers.first().get(service.id()).at("/Config/User").asText())
                    .matches("[1-9][0-9]*:[1-9][0-9]*");
        }
    }

    /** If training fails, the image has only the JVM's own archive, and its service starts slowly. */
    @Test
    @EnabledIfEnvironmentVariable(named = "RUNTIME", matches = "jvm", disabledReason = "An executable has no cache.")
    void a_service_on_a_JVM_starts_from_a_cache_of_its_own_classes(ComposeProject containers) {
        for (var service : Service.values()) {
            assertThat(containers.compose().run("exec", "--no-TTY", service.id(), "stat", "--format=%F", "app.aot"))
                    .containsExactly("regular file");
            assertThat(containers.compose().run("logs", "--no-log-prefix", service.id()))
                    .noneMatch(line -> line.contains("[aot"));
        }
    }

    @Test
    void ports_are_published_on_the_loopback_address_only(ComposeProject containers) {
        var addresses = containers.first().values().stream()
                .flatMap(container -> container.at("/NetworkSettings/Ports").valueStream())
                .flatMap(JsonNode::valueStream)
                .map(published -> published.path("HostIp").asText());

        assertThat(addresses).isNotEmpty().containsOnly("127.0.0.1");
    }

    @Test
    void the_databases_are_only_on_the_network_of_their_clients(ComposeProject containers) {
        for (var name : List.of("postgres", "redis")) {
            assertThat(containers
                            .first()
                            .get(name)
                            .at("/NetworkSettings/Networks")
                            .properties())
                    .singleElement()
                    .satisfies(network -> assertThat(network.getKey()).endsWith("_backend"));
        }
    }

    @Test
    void a_database_is_reachable_only_from_the_network_of_its_clients(ComposeProject containers) {
        Map.of("postgres", 5432, "redis", 6379).forEach((name, port) -> {
            assertThat(containers.isReached("backend", name, port)).isTrue();
            assertThat(containers.isReached("edge", name, port)).isFalse();
            assertThat(containers.isReached("observability", name, port)).isFalse();
        });
    }

    @Test
    void redis_requires_the_password(ComposeProject containers) {
        var redis = containers.stack().setting("REDIS_IMAGE");
        var answer = containers
                .compose()
                .docker(
                        "run",
                        "--rm",
                        "--network=" + ComposeProject.network("backend"),
                        "--entrypoint=redis-cli",
                        redis,
                        "-h",
                        "redis",
                        "ping");

        assertThat(answer).first().asString().startsWith("NOAUTH");
    }

    @Test
    void a_service_can_connect_to_its_own_database_only(ComposeProject containers) {
        var names = Map.of(
                "orders", "ORDERS_DB_PASSWORD", "users", "USERS_DB_PASSWORD", "inventory", "INVENTORY_DB_PASSWORD");
        names.forEach((user, password) -> names.keySet().forEach(database -> {
            var answer = containers.ask(
                    "psql --no-psqlrc --tuples-only --no-align --command 'SELECT 1' 2>&1; true",
                    "--network=" + ComposeProject.network("backend"),
                    "--env=PGHOST=postgres",
                    "--env=PGUSER=" + user,
                    "--env=PGDATABASE=" + database,
                    "--env=PGPASSWORD=" + containers.stack().secret(password));

            if (database.equals(user)) {
                assertThat(answer).containsExactly("1");
            } else {
                assertThat(String.join("\n", answer)).contains("permission denied for database \"" + database + "\"");
            }
        }));
    }

    /** Neither {@code docker inspect} nor the history of an image contains one. */
    @Test
    void no_secret_is_visible_from_outside(ComposeProject containers) {
        var names = List.of(
                "POSTGRES_PASSWORD",
                "ORDERS_DB_PASSWORD",
                "USERS_DB_PASSWORD",
                "INVENTORY_DB_PASSWORD",
                "MONITORING_DB_PASSWORD",
                "REDIS_PASSWORD",
                "ORDER_SERVICE_CLIENT_SECRET",
                "OPERATOR_PASSWORD",
                "DEMO_CUSTOMER_PASSWORD",
                "GRAFANA_ADMIN_PASSWORD",
                "BUGSINK_SECRET_KEY");
        var secrets = names.stream().map(containers.stack()::secret).toList();
        var seen = containers.inspect().toString() + containers.histories();

        assertThat(secrets).allMatch(secret -> secret.length() >= 32).doesNotHaveDuplicates();
        assertThat(secrets).noneMatch(seen::contains);
    }

    @Test
    void an_order_is_one_trace_over_all_services(ComposeProject containers) {
        var trace = containers.placeOrder();

        await().atMost(TRACE_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(containers.stack().jaeger().spans(trace)).isGreaterThanOrEqualTo(12));
    }

    @Test
    void the_frontend_serves_the_page_and_passes_calls_on(ComposeProject containers) {
        var frontend = new HttpApi(containers.stack().at(8088));

        assertThat(List.of("/", "/ui/settings", "/products")).allMatch(frontend::answers);
    }

    @Test
    void prometheus_scrapes_every_part(ComposeProject containers) {
        await().atMost(TRACE_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(containers.stack().prometheus().targets())
                        .filteredOn(target -> !STAND_INS.contains(target.job()))
                        .hasSizeGreaterThan(9)
                        .extracting(Target::health)
                        .containsOnly("up"));
    }

    @Test
    void prometheus_serves_the_runbook_of_every_alert(ComposeProject containers) {
        var prometheus = containers.stack().prometheus();

        assertThat(prometheus.rules())
                .filteredOn(rule -> rule.type().equals("alerting"))
                .isNotEmpty()
                .allSatisfy(
                        rule -> assertThat(prometheus.runbook(rule.annotations().get("runbook_url")))
                                .startsWith("# " + rule.name()));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).forEach(texts::add);
        return texts;
    }
}
