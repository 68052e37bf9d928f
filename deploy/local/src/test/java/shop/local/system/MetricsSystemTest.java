package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.backends.process.Ports;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;

@Tag("system")
@ExtendWith(SharedShop.class)
class MetricsSystemTest {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "BREW", "QUERY");
    private static final int URLS = 10_000;
    private static final int ORDERS = 1_000;

    /** Of replicas that have not served a request. */
    private static final Map<Service, Metrics> fresh = new EnumMap<>(Service.class);

    private final ShopUnderTest shop;

    MetricsSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http_request_duration_seconds_bucket",
                "http_requests_total",
                "orders_created_total",
                "order_revenue_total",
                "db_query_duration_seconds_bucket"
            })
    void have_exemplars_that_link_to_traces(String name) {
        var customer = shop.customer();
        var product = shop.product("8.40", 1_000);

        // The trace of an older exemplar may have been lost while a test blocked its receiver.
        await().atMost(ShopUnderTest.LIMIT).untilAsserted(() -> {
            customer.orders("standard", product, 1);
            assertThat(Metrics.of(shop, Service.ORDER).exemplars(name))
                    .anySatisfy(trace -> assertThat(
                                    shop.signals().telemetry().traces().trace(trace))
                            .isPresent());
        });
    }

    /** As https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars and older versions of Prometheus require. */
    @Test
    void have_exemplars_only_on_counters_and_buckets() {
        var customer = shop.customer();
        customer.orders("standard", shop.product("8.40", 5), 1).expecting(201);

        for (var service : Service.values()) {
            assertThat(Metrics.of(shop, service).samples())
                    .filteredOn(sample -> sample.exemplar().isPresent())
                    .isNotEmpty()
                    .extracting(Metrics.Sample::name)
                    .allMatch(name -> name.endsWith("_total") || name.endsWith("_bucket"));
        }
    }

    @Test
    void gain_no_series_from_unknown_urls_and_more_orders() throws InterruptedException {
        var customer = shop.customer();
        var product = shop.product("8.40", 2 * ORDERS);
        customer.orders("standard", product, 1).expecting(201);
        for (var service : Service.values()) {
            METHODS.forEach(method -> scan(service, method, "/known"));
        }
        // Updated by the next query of the database.
        await().atMost(ShopUnderTest.LIMIT)
                .until(() -> Metrics.of(shop, Service.INVENTORY)
                        .sample("inventory_level", "product_id=\"" + product + "\"")
                        .isPresent());
        var before = series();

        var statuses = new ConcurrentLinkedQueue<Integer>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var i = 0; i < URLS; i++) {
                var call = i;
                threads.submit(() -> scan(
                        Service.values()[call % Service.values().length],
                        METHODS.get(call % METHODS.size()),
                        "/scan-" + call + "/" + call));
                if (i % (URLS / ORDERS) == 0) {
                    threads.submit(() ->
                            statuses.add(customer.orders("standard", product, 1).status()));
                }
            }
        }

        assertThat(statuses).hasSize(ORDERS).containsOnly(201);
        assertThat(series()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(Metrics.of(shop, Service.ORDER)
                        .sample(
                                "http_requests_total",
                                "method=\"GET\"",
                                "endpoint=\"unmatched\"",
                                "status_code=\"404\"")
                        .orElseThrow()
                        .value()
                        .intValue())
                .isGreaterThanOrEqualTo(URLS / METHODS.size() / Service.values().length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/openmetrics-text; version=1.0.0 | application/openmetrics-text; version=1.0.0; charset=utf-8
            application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1 \
            | application/openmetrics-text; version=1.0.0; charset=utf-8
            text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;q=0.2 \
            | text/plain; version=0.0.4; charset=utf-8
            text/plain | text/plain; version=0.0.4; charset=utf-8
            */* | application/openmetrics-text; version=1.0.0; charset=utf-8
            image/png | application/openmetrics-text; version=1.0.0; charset=utf-8""")
    void have_the_format_that_the_scraper_prefers(String accept, String contentType) {
        assertThat(shop.client()
                        .management(Service.ORDER, "/metrics", accept)
                        .expecting(200)
                        .contentType())
                .isEqualTo(contentType);
    }

    @Test
    void measure_every_statement_by_operation_and_table() {
        var customer = shop.customer();
        customer.orders("standard", shop.product("8.40", 5), 1).expecting(201);
        var before = Metrics.of(shop, Service.INVENTORY);

        customer.orders("standard", shop.product("8.40", 5), 1).expecting(201);

        var after = Metrics.of(shop, Service.INVENTORY);
        assertThat(count(after, "insert", "reservations") - count(before, "insert", "reservations"))
                .isEqualTo(1);
        assertThat(after.named("db_query_duration_seconds_count"))
                .extracting(Metrics.Sample::labels)
                .allMatch(labels -> labels.matches("\\{operation=\"(select|insert|update|delete|other)\","
                        + "table=\"(products|reservations|idempotency_keys|pg_sleep|other)\"\\}"));
    }

    @Test
    void show_the_same_stock_in_every_replica() {
        var product = shop.product("8.40", 7);
        var address = new Service.Address(Ports.free(), Ports.free());
        try (var _ = shop.localShop().replica(Service.INVENTORY, address);
                var client = new ShopClient(shop.localShop().withReplica(Service.INVENTORY, address))) {
            shop.customer().orders("standard", product, 2).expecting(201);
            client.post(Service.INVENTORY, "/products/" + product + "/restocks", shop.operator(), Map.of("quantity", 4))
                    .expecting(200);

            for (var replica : List.of(shop.client(), client)) {
                await().atMost(ShopUnderTest.LIMIT)
                        .untilAsserted(() -> assertThat(Metrics.of(replica, Service.INVENTORY)
                                        .sample("inventory_level", "product_id=\"" + product + "\"")
                                        .map(sample -> sample.value().intValue()))
                                .contains(9));
            }
        }
    }

    @Test
    void show_the_remaining_stock_after_a_restart() {
        var product = shop.product("8.40", 7);
        shop.customer().orders("standard", product, 2).expecting(201);

        shop.localShop().stop(Service.INVENTORY);
        shop.localShop().restart(Service.INVENTORY);

        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(Metrics.of(shop, Service.INVENTORY)
                                .sample("inventory_level", "product_id=\"" + product + "\"")
                                .map(sample -> sample.value().intValue()))
                        .contains(5));
    }

    /** https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ORDER     | http_requests_total | method="POST",endpoint="/orders",status_code="201"
            ORDER     | http_requests_total | method="POST",endpoint="/orders",status_code="409"
            ORDER     | http_requests_total | method="POST",endpoint="/orders",status_code="422"
            ORDER     | http_requests_total | method="POST",endpoint="/orders",status_code="500"
            ORDER     | http_requests_total | method="POST",endpoint="/orders",status_code="503"
            ORDER     | http_requests_total | method="POST",endpoint="/orders/{id}/cancellation",status_code="500"
            ORDER     | http_requests_total | method="HEAD",endpoint="/orders/{id}",status_code="503"
            ORDER     | http_requests_total | method="GET",endpoint="unmatched",status_code="500"
            ORDER     | http_request_duration_seconds_count  | method="POST",endpoint="/orders"
            ORDER     | http_request_duration_seconds_count  | method="HEAD",endpoint="/orders"
            ORDER     | http_request_duration_seconds_count  | method="GET",endpoint="unmatched"
            ORDER     | http_request_duration_seconds_count  | method="HEAD",endpoint="/risky"
            ORDER     | http_request_duration_seconds_bucket | method="POST",endpoint="/orders",le="0.25"
            ORDER     | orders_created_total          | type="express"
            ORDER     | orders_rejected_total         | reason="dependency-unavailable"
            ORDER     | order_revenue_total           | ''
            ORDER     | ft_circuitbreaker_calls_total \
            | method="shop.order.inventory.InventoryClient.reserve",circuitBreakerResult="failure"
            ORDER     | ft_circuitbreaker_calls_total \
            | method="shop.order.user.UserClient.fetch",circuitBreakerResult="circuitBreakerOpen"
            ORDER     | otel_sdk_processor_span_processed_total | error_type="queue_full"
            ORDER     | otel_sdk_exporter_log_exported_total    | error_type="export_failed"
            ORDER     | sentry_events_dropped_total   | category="error",reason="network_error"
            USER      | http_requests_total           | method="POST",endpoint="/oauth/token",status_code="500"
            USER      | http_requests_total           | method="GET",endpoint="/.well-known/jwks.json",status_code="503"
            USER      | cache_hits_total              | cache_name="users"
            USER      | cache_misses_total            | cache_name="users"
            INVENTORY | http_requests_total           | method="GET",endpoint="/products/{id}",status_code="500"
            INVENTORY | http_requests_total           | method="POST",endpoint="/reservations",status_code="503"
            INVENTORY | cache_hits_total              | cache_name="products"
            INVENTORY | cache_misses_total            | cache_name="products"
            """)
    void count_from_zero_before_the_first_request(Service service, String name, String labels) {
        assertThat(fresh.computeIfAbsent(service, this::metricsOfReplica).sample(name, labels.split(",")))
                .get()
                .extracting(Metrics.Sample::value)
                .isEqualTo(new BigDecimal("0.0"));
    }

    private Metrics metricsOfReplica(Service service) {
        var address = new Service.Address(Ports.free(), Ports.free());
        try (var _ = shop.localShop().replica(service, address);
                var client = new ShopClient(shop.localShop().withReplica(service, address))) {
            return Metrics.of(client, service);
        }
    }

    @Test
    void measure_the_statements_of_the_start() {
        assertThat(count(Metrics.of(shop, Service.USER), "select", "signing_keys"))
                .isPositive();
    }

    @Test
    void show_what_is_running() {
        for (var service : Service.values()) {
            assertThat(Metrics.of(shop, service).named("build_info"))
                    .singleElement()
                    .extracting(Metrics.Sample::labels)
                    .asString()
                    .matches("\\{commit=\"([0-9a-f]{12}|unknown)\",runtime=\"(jvm|native)\",version=\"[^\"]+\"\\}");
        }
    }

    private static int count(Metrics metrics, String operation, String table) {
        return metrics.sample(
                        "db_query_duration_seconds_count", "operation=\"" + operation + "\"", "table=\"" + table + "\"")
                .map(sample -> sample.value().intValue())
                .orElse(0);
    }

    private void scan(Service service, String method, String path) {
        shop.client().send(service, method, path);
    }

    /** Without memory pools and threads of the JVM, whose number varies, and without products of other tests. */
    private TreeSet<String> series() {
        var series = new TreeSet<String>();
        for (var service : Service.values()) {
            Metrics.of(shop, service).series().stream()
                    .filter(name -> !name.matches("(jvm_gc|netty|inventory_level)_?.*"))
                    .forEach(name -> series.add(service.id() + " " + name));
        }
        return series;
    }
}
