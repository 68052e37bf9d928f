package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.shop.Service;
import shop.local.stack.api.FaultsApi;
import shop.local.traffic.Traffic;

/** Jaeger keeps a tenth of the traces of fast orders and all of failed or slow ones; counters count every order. */
@Tag("stack")
@Order(3)
@ExtendWith(SharedStack.class)
class SamplingStackTest {
    private static final int GOOD = 300;
    private static final int FAILED = 30;
    private static final int SLOW = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    // Jaeger keeps traces above 500 ms of server time, which a client cannot measure exactly.
    private static final Duration SURELY_QUICK = Duration.ofMillis(450);
    private static final Duration SURELY_SLOW = Duration.ofMillis(600);
    private static final String ORDERS =
            "sum(http_requests_total{job=\"order-service\", method=\"POST\", endpoint=\"/orders\"})";

    @Test
    void keeps_failed_and_slow_traces_and_a_tenth_of_the_rest(Stack stack, Traffic traffic) throws Exception {
        var address = stack.shop().address(Service.ORDER);
        var faults = new FaultsApi(Service.ORDER.id(), address.managementUrl());
        // Counters appear in Prometheus after the next scrape.
        var before = settled(stack);

        var good = orders(traffic, GOOD);
        faults.switchOn("errors", Map.of("rate", "1"), Duration.ofMinutes(5));
        var failed = orders(traffic, FAILED);
        faults.switchOff("errors");
        faults.switchOn("latency", Map.of("delay", "700ms"), Duration.ofMinutes(5));
        var slow = orders(traffic, SLOW);
        faults.switchOff("latency");

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(count(stack) - before).isEqualTo(GOOD + FAILED + SLOW));
        assertThat(failed.values()).allMatch(order -> order.status() == 500);
        assertThat(slow.values()).allMatch(order -> order.took().compareTo(SURELY_SLOW) > 0);
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(kept(stack, failed)).isEqualTo(FAILED);
            assertThat(kept(stack, slow)).isEqualTo(SLOW);
        });
        good.values().removeIf(order -> order.status() != 201 || order.took().compareTo(SURELY_QUICK) > 0);
        assertThat(good).as("fast orders").hasSizeGreaterThan(GOOD / 3);
        assertThat(kept(stack, good)).isBetween(least(good.size()), most(good.size()));
    }

    /** Places orders one after the other; returns them by trace ID. */
    private static Map<String, Placed> orders(Traffic traffic, int count) throws Exception {
        var orders = new HashMap<String, Placed>();
        for (var i = 0; i < count; i++) {
            var answer = new AtomicReference<HttpResponse<Void>>();
            var begin = System.nanoTime();
            traffic.next(Traffic.Kind.ORDERS, answer::set).send();
            var took = Duration.ofNanos(System.nanoTime() - begin);
            orders.put(
                    answer.get().headers().firstValue("X-Trace-Id").orElseThrow(),
                    new Placed(answer.get().statusCode(), took));
        }
        return orders;
    }

    private static long kept(Stack stack, Map<String, Placed> orders) {
        return orders.keySet().stream()
                .filter(trace -> stack.jaeger().spans(trace) > 0)
                .count();
    }

    private static long settled(Stack stack) {
        var counts = new ArrayList<>(List.of(-1L, -2L, count(stack)));
        await().atMost(LIMIT).pollInterval(stack.time().tick().multipliedBy(2)).until(() -> {
            counts.add(count(stack));
            return counts.getLast() > 0 && counts.getLast().equals(counts.get(counts.size() - 2));
        });
        return counts.getLast();
    }

    private static long count(Stack stack) {
        return stack.prometheus().values(ORDERS).stream()
                .mapToLong(Double::longValue)
                .findFirst()
                .orElse(0);
    }

    // A tenth within 5 standard deviations: by chance, fewer than one run in ten thousand fails.
    private static long least(int orders) {
        return Math.max(1, (long) Math.floor(0.1 * orders - 5 * deviation(orders)));
    }

    private static long most(int orders) {
        return (long) Math.ceil(0.1 * orders + 5 * deviation(orders));
    }

    private static double deviation(int orders) {
        return Math.sqrt(orders * 0.1 * 0.9);
    }

    private record Placed(int status, Duration took) {}
}
