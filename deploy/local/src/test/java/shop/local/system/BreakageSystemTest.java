package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.backends.process.BoundedWait;
import shop.local.chaos.FaultyProxy;
import shop.local.chaos.FaultyProxy.Mode;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.ServicePackage;

/** Signal receivers that are down, slow or invalid do not affect the shop. */
@Tag("system")
@ExtendWith(SharedShop.class)
class BreakageSystemTest {
    private static final int REQUESTS = 200;
    private static final int AT_ONCE = 4;
    private static final Duration SLOWEST = Duration.ofSeconds(3);
    private static final int SLOWER_AT_MOST = 5;
    private static final Duration NOISE = Duration.ofMillis(50);
    // Full queues (8,192 spans, 4,096 log records) and one response of megabytes take less. FullQueuesSystemTest fills
    // smaller queues.
    private static final long HEAP_GROWTH = 48L * 1024 * 1024;
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(4);
    private static final Duration BACK_LIMIT = Duration.ofSeconds(90);

    private final ShopUnderTest shop;
    private final ShopUnderTest.Customer customer;
    private final String product;
    private final String order;

    BreakageSystemTest(ShopUnderTest shop) {
        this.shop = shop;
        this.customer = shop.customer();
        this.product = shop.product("5.00", 1_000);
        this.order = await().atMost(ShopUnderTest.LIMIT)
                .until(() -> customer.orders("standard", product, 1), answer -> answer.status() == 201)
                .json()
                .path("id")
                .asText();
    }

    @AfterEach
    void repair() {
        endpoints().values().forEach(endpoint -> endpoint.become(Mode.WORKING));
    }

    @Test
    void responses_stay_the_same_while_receivers_fail_and_signals_recover() {
        var healthy = load();
        var heaps = heaps();
        for (var mode : List.of(Mode.REFUSING, Mode.HANGING, Mode.BABBLING)) {
            endpoints().values().forEach(endpoint -> endpoint.become(mode));

            var broken = load();

            assertThat(broken.getLast()).as("slowest response while %s", mode).isLessThan(SLOWEST);
            assertThat(median(broken))
                    .as("median response time while %s; it was %s before", mode, median(healthy))
                    .isLessThan(median(healthy).multipliedBy(SLOWER_AT_MOST).plus(NOISE));
            if (mode != Mode.REFUSING) {
                wereCalled();
            }
            heaps().forEach((service, heap) -> assertThat(heap - heaps.get(service))
                    .as("growth of the heap of %s while %s", service.id(), mode)
                    .isLessThan(HEAP_GROWTH));
            repair();
            tracesFlow();
            logsFlow();
            errorsFlow();
        }
    }

    @Test
    void a_receiver_that_hangs_does_not_delay_the_others() {
        shop.signals().errorEndpoint().become(Mode.HANGING);
        load();
        tracesFlow();
        logsFlow();
        shop.signals().errorEndpoint().become(Mode.WORKING);

        shop.signals().logEndpoint().become(Mode.HANGING);
        load();
        tracesFlow();
        errorsFlow();
        shop.signals().logEndpoint().become(Mode.WORKING);

        shop.signals().traceEndpoint().become(Mode.HANGING);
        load();
        logsFlow();
        errorsFlow();
    }

    private Map<String, FaultyProxy> endpoints() {
        var signals = shop.signals();
        return Map.of(
                "traces", signals.traceEndpoint(), "logs", signals.logEndpoint(), "errors", signals.errorEndpoint());
    }

    /** Only receivers that are called prove anything. */
    private void wereCalled() {
        endpoints()
                .forEach((name, endpoint) ->
                        await("calls for " + name).atMost(BACK_LIMIT).until(() -> endpoint.calls() > 0));
    }

    /** Sorted times of correct responses of all three services. */
    private List<Duration> load() {
        var calls = new ArrayList<Callable<Duration>>();
        for (var call = 0; call < REQUESTS; call++) {
            calls.add(
                    switch (call % 5) {
                        case 4 -> () -> timed(() -> customer.orders("standard", product, 1), 201);
                        case 0 -> () -> timed(this::readOrder, 200);
                        case 1 -> () -> timed(() -> shop.client().product(product), 200);
                        case 2 -> () -> timed(this::readUser, 200);
                        // A refusal leaves a log record.
                        default -> () -> timed(() -> shop.client().product("no-such-product"), 404);
                    });
        }
        calls.add(() -> timed(this::fail, 200));
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var times = new ArrayList<Duration>();
            for (var time : threads.invokeAll(calls)) {
                times.add(time.get());
            }
            return times.stream().sorted().toList();
        } catch (ExecutionException e) {
            throw new AssertionError("A request failed: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted under load", e);
        }
    }

    private Response readOrder() {
        return shop.client().get(Service.ORDER, "/orders/" + order, customer.token());
    }

    private Response readUser() {
        return shop.client().get(Service.USER, "/users/" + customer.id(), customer.token());
    }

    /** Leaves an error event. */
    private Response fail() {
        return shop.client().get(Service.ORDER, "/risky", "");
    }

    private static Duration timed(Callable<Response> call, int expected) throws Exception {
        var begin = System.nanoTime();
        call.call().expecting(expected);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration median(List<Duration> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private void tracesFlow() {
        flows(
                "traces",
                () -> shop.client().product(product).expecting(200),
                id -> shop.signals().telemetry().traces().trace(id).isPresent());
    }

    private void logsFlow() {
        flows(
                "logs",
                () -> shop.client().product("no-such-product").expecting(404),
                id -> shop.signals().telemetry().logs().records().stream()
                        .anyMatch(record -> record.traceId().equals(id)));
    }

    private void errorsFlow() {
        flows(
                "errors",
                () -> fail().expecting(200),
                id -> shop.signals().errors().events().stream()
                        .anyMatch(event ->
                                event.at("/contexts/trace/trace_id").asText().equals(id)));
    }

    /** Causes the signal at each attempt, because signals in transit when the receiver broke may be lost. */
    private static void flows(String signal, Callable<Response> cause, Predicate<String> hasCome) {
        await(signal + " flow").atMost(BACK_LIMIT).until(() -> {
            var id = cause.call().traceId();
            return BoundedWait.upTo(ARRIVAL_LIMIT).until(() -> hasCome.test(id));
        });
    }

    /** Empty for native executables, whose garbage collection cannot be triggered. */
    private Map<Service, Long> heaps() {
        var heaps = new EnumMap<Service, Long>(Service.class);
        if (ServicePackage.areNative()) {
            return heaps;
        }
        for (var service : Service.values()) {
            heaps.put(service, Heap.live(shop.localShop().pid(service), () -> Metrics.of(shop, service)));
        }
        return heaps;
    }
}
