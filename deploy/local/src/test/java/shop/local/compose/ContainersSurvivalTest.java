package shop.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.shop.SteadyOrders;

/** Containers recover from outages, kills, restarts and upgrades. Each test leaves all of them healthy. */
@Tag("compose")
@ExtendWith(SharedComposeProject.class)
class ContainersSurvivalTest {
    private static final String SAMPLE = "up{job=\"order-service\"} @ ";
    private static final String SECRET = "ORDERS_DB_PASSWORD";
    private static final Duration TRACE_LIMIT = Duration.ofSeconds(60);
    // RedisDown waits a minute; scrapes, evaluations and grouping take time before and after.
    private static final Duration MAIL_LIMIT = Duration.ofMinutes(4);

    @Test
    void an_outage_of_redis_is_mailed_and_fails_no_order(ComposeProject containers) {
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

    /** As the kernel does. */
    @TestFactory
    Stream<DynamicTest> a_container_that_is_killed_comes_back_and_no_order_is_lost(ComposeProject containers) {
        return eachInTurn(containers, name -> containers.kill(Set.of(name)));
    }

    @TestFactory
    Stream<DynamicTest> a_container_that_is_restarted_comes_back_and_no_order_is_lost(ComposeProject containers) {
        return eachInTurn(containers, name -> containers.compose().run("restart", name));
    }

    @Test
    void recovers_after_a_restart_of_all_containers(ComposeProject containers) {
        var before = containers.running();
        try (var orders = new SteadyOrders(containers.stack().shop())) {
            containers.compose().run("restart");

            assertBack(containers, before);
            awaitAnother(orders);
            orders.stop();
            orders.assertNoneIsLost();
        }
    }

    /** The engine restarts the containers in any order: only Compose knows which depends on which. */
    @Test
    void recovers_after_all_containers_were_killed_at_once(ComposeProject containers) {
        var before = containers.running();
        try (var orders = new SteadyOrders(containers.stack().shop())) {
            awaitAnother(orders);

            containers.kill(before.keySet());

            assertBack(containers, before);
            awaitAnother(orders);
            orders.stop();
            orders.assertNoneIsLost();
        }
    }

    @Test
    void a_down_loses_no_data(ComposeProject containers) {
        nothingIsLostWhen(containers, () -> {
            containers.down();
            containers.up();
        });
    }

    @Test
    void an_upgrade_of_all_images_loses_no_data(ComposeProject containers) {
        var before = containers.inspect();
        var images = new ArrayList<String>();
        try {
            nothingIsLostWhen(containers, () -> {
                containers.upgrade("0123456789ab", images);

                assertThat(containers.inspect())
                        .allSatisfy((name, container) ->
                                assertThat(image(container)).isNotEqualTo(image(before.get(name))));
            });
        } finally {
            containers.up();
            containers.remove(images);
        }
    }

    private static String image(JsonNode container) {
        return container.path("Image").asText();
    }

    /** Applies an outage to one container after the other, while orders come in. */
    private static Stream<DynamicTest> eachInTurn(ComposeProject containers, Consumer<String> change) {
        var orders = new SteadyOrders(containers.stack().shop());
        var changes = containers.running().keySet().stream()
                .map(name -> dynamicTest(name, () -> {
                    var before = containers.inspect().get(name);

                    change.accept(name);

                    assertThat(containers.isBack(name, ComposeProject.startedAt(before)))
                            .as("restarted and healthy")
                            .isTrue();
                }));
        var none = dynamicTest("no order is lost", () -> {
            try (orders) {
                awaitAnother(orders);
                orders.stop();
                System.out.println("Orders meanwhile, by status: " + orders.statuses());
                orders.assertNoneIsLost();
            }
        });
        return Stream.concat(changes, Stream.of(none));
    }

    /** Orders, a trace, Prometheus' data and the passwords are the same before and after. */
    private static void nothingIsLostWhen(ComposeProject containers, Runnable change) {
        var stack = containers.stack();
        var trace = containers.placeOrder();
        await().atMost(TRACE_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> stack.jaeger().spans(trace) > 0);
        var sample = SAMPLE + Instant.now().getEpochSecond();
        assertThat(stack.prometheus().values(sample)).containsExactly(1.0);
        var secret = stack.secret(SECRET);
        try (var orders = new SteadyOrders(stack.shop())) {
            awaitAnother(orders);
            orders.stop();

            change.run();

            orders.assertNoneIsLost();
            assertThat(stack.jaeger().spans(trace)).isPositive();
            assertThat(stack.prometheus().values(sample)).containsExactly(1.0);
            assertThat(containers.compose().run("run", "--rm", "--no-TTY", ComposeProject.RUNS_ONCE, "show", SECRET))
                    .containsExactly(secret);
        }
    }

    private static void assertBack(ComposeProject containers, Map<String, JsonNode> before) {
        assertThat(before)
                .allSatisfy(
                        (name, container) -> assertThat(containers.isBack(name, ComposeProject.startedAt(container)))
                                .as("restarted and healthy")
                                .isTrue());
    }

    private static void awaitAnother(SteadyOrders orders) {
        var before = orders.confirmed();
        await().atMost(TRACE_LIMIT).until(() -> orders.confirmed() > before);
    }
}
