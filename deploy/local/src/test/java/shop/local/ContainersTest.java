package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.ShopClient.Line;
import shop.local.ShopClient.Product;
import shop.local.stack.PrometheusApi.Target;

/** What Compose promises, of containers that run. Each test leaves all of them healthy. */
@ExtendWith(SharedContainers.class)
class ContainersTest {
    // Parts whose images merely stand in for others on this machine: they are started, killed and held in bounds like
    // any.
    private static final Set<String> STAND_INS = Arrays.stream(
                    System.getenv().getOrDefault("STAND_INS", "").split(","))
            .filter(name -> !name.isBlank())
            .collect(Collectors.toSet());

    private static final String RUNS_ONCE = "secrets";
    private static final Set<String> CAN_WRITE = Set.of("grafana", "bugsink");
    private static final long MEBIBYTE = 1 << 20;
    private static final Duration TRACE_LIMIT = Duration.ofSeconds(60);
    // RedisDown waits a minute, and there are scrapes, evaluations and groups before and after.
    private static final Duration MAIL_LIMIT = Duration.ofMinutes(4);

    @Test
    void everything_is_healthy_at_its_first_start(Containers containers) {
        assertThat(containers.first().keySet())
                .containsExactlyInAnyOrderElementsOf(containers.compose().run("config", "--services"));
        assertThat(running(containers.first())).allSatisfy((_, container) -> {
            assertThat(Containers.isUp(container)).isTrue();
            assertThat(container.path("RestartCount").asInt()).isZero();
        });
        assertThat(containers
                        .first()
                        .get(RUNS_ONCE)
                        .path("State")
                        .path("ExitCode")
                        .asInt())
                .isZero();
    }

    @Test
    void a_container_is_held_in_bounds(Containers containers) {
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
                    .isEqualTo(name.equals(RUNS_ONCE) ? "no" : "unless-stopped");
        });
    }

    @Test
    void a_service_runs_as_a_user_that_is_not_root(Containers containers) {
        for (var service : Service.values()) {
            assertThat(containers.first().get(service.id()).at("/Config/User").asText())
                    .matches("[1-9][0-9]*:[1-9][0-9]*");
        }
    }

    @Test
    void what_is_published_is_published_to_this_machine_alone(Containers containers) {
        var addresses = containers.first().values().stream()
                .flatMap(container -> container.at("/NetworkSettings/Ports").valueStream())
                .flatMap(JsonNode::valueStream)
                .map(published -> published.path("HostIp").asText());

        assertThat(addresses).isNotEmpty().containsOnly("127.0.0.1");
    }

    @Test
    void the_databases_are_on_the_network_of_their_users_alone(Containers containers) {
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

    /** Neither in what docker tells of a container nor in the history of an image. */
    @Test
    void no_secret_is_seen_from_outside(Containers containers) {
        var names = List.of(
                "POSTGRES_PASSWORD",
                "ORDERS_DB_PASSWORD",
                "REDIS_PASSWORD",
                "ORDER_SERVICE_CLIENT_SECRET",
                "OPERATOR_PASSWORD",
                "GRAFANA_ADMIN_PASSWORD",
                "BUGSINK_SECRET_KEY");
        var secrets = names.stream().map(containers.stack()::secret).toList();
        var seen = containers.inspect().toString();

        assertThat(secrets).allMatch(secret -> secret.length() >= 32).doesNotHaveDuplicates();
        assertThat(secrets).noneMatch(seen::contains);
    }

    @Test
    void an_order_is_one_trace_over_all_services(Containers containers) {
        var trace = placeOrder(containers.stack().shop());

        await().atMost(TRACE_LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        containers.stack().jaeger().spans(trace))
                .isGreaterThan(12));
    }

    @Test
    void prometheus_hears_from_every_part(Containers containers) {
        await().atMost(TRACE_LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        containers.stack().prometheus().targets())
                .filteredOn(target -> !STAND_INS.contains(target.job()))
                .hasSizeGreaterThan(9)
                .extracting(Target::health)
                .containsOnly("up"));
    }

    @Test
    void an_outage_of_redis_is_mailed_and_fails_no_order(Containers containers) {
        var stack = containers.stack();
        var begin = Instant.now();
        try (var orders = new SteadyOrders(stack.shop())) {
            stack.stop("redis");

            await().atMost(MAIL_LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> stack.mailpit().since(begin).stream()
                            .anyMatch(mail -> mail.says("FIRING", "RedisDown", "redis")));

            orders.stop();
            assertThat(orders.statuses()).containsOnlyKeys(201);
        } finally {
            containers.up();
        }
    }

    /** As by the kernel, one after the other, while orders come in. */
    @TestFactory
    Stream<DynamicTest> a_container_that_is_killed_comes_back_and_no_order_is_lost(Containers containers) {
        var orders = new SteadyOrders(containers.stack().shop());
        var kills = running(containers.inspect()).keySet().stream()
                .map(name -> dynamicTest(name, () -> {
                    var before = containers.inspect().get(name);

                    containers.kill(name);

                    assertThat(containers.isBack(name, Containers.startedAt(before)))
                            .as("started again and healthy")
                            .isTrue();
                }));
        var none = dynamicTest("no order", () -> {
            try (orders) {
                awaitAnother(orders);
                orders.stop();
                System.out.println("Orders while containers were killed, by status: " + orders.statuses());
                orders.assertNoneIsLost();
            }
        });
        return Stream.concat(kills, Stream.of(none));
    }

    @Test
    void everything_comes_back_after_a_restart_of_all(Containers containers) {
        try (var orders = new SteadyOrders(containers.stack().shop())) {
            containers.compose().run("restart");
            containers.up();

            awaitAnother(orders);
            orders.stop();
            orders.assertNoneIsLost();
        }
    }

    @Test
    void down_loses_nothing(Containers containers) {
        var stack = containers.stack();
        var trace = placeOrder(stack.shop());
        await().atMost(TRACE_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> stack.jaeger().spans(trace) > 0);
        var secret = stack.secret("ORDERS_DB_PASSWORD");
        try (var orders = new SteadyOrders(stack.shop())) {
            awaitAnother(orders);
            orders.stop();

            containers.down();
            containers.up();

            orders.assertNoneIsLost();
            assertThat(stack.jaeger().spans(trace)).isPositive();
            assertThat(containers.compose().run("run", "--rm", "--no-TTY", RUNS_ONCE, "show", "ORDERS_DB_PASSWORD"))
                    .containsExactly(secret);
        }
    }

    private static void awaitAnother(SteadyOrders orders) {
        var before = orders.confirmed();
        await().atMost(TRACE_LIMIT).until(() -> orders.confirmed() > before);
    }

    /** @return the trace, which Jaeger is asked to keep */
    private static String placeOrder(Site site) {
        try (var client = new ShopClient(site)) {
            var product = "product-" + UUID.randomUUID();
            client.createProduct(client.token(site.operator()), Product.of(product, "Teapot", "28.50", 10))
                    .expecting(201);
            var account = Account.of(UUID.randomUUID() + "@shop.example");
            client.register(account, "Ada Lovelace").expecting(201);
            return client.placeOrderToFollow(client.token(account), "standard", new Line(product, 2))
                    .expecting(201)
                    .traceId();
        }
    }

    private static Map<String, JsonNode> running(Map<String, JsonNode> containers) {
        return containers.entrySet().stream()
                .filter(container -> !container.getKey().equals(RUNS_ONCE))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).forEach(texts::add);
        return texts;
    }
}
