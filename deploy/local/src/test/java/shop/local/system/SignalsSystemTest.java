package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.shop.Response;
import shop.local.shop.Service;

@Tag("system")
@ExtendWith(SharedShop.class)
class SignalsSystemTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShopUnderTest shop;

    SignalsSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void every_response_carries_its_trace_id() {
        var customer = shop.customer();
        var product = shop.product("8.40", 5);

        assertThat(List.of(
                        customer.orders("standard", product, 1),
                        customer.orders("standard", "no-such-product", 1),
                        shop.client().product(product),
                        shop.client().product("no-such-product"),
                        shop.client().get(Service.USER, "/users/" + customer.id(), customer.token()),
                        shop.client().get(Service.USER, "/users/" + customer.id(), ""),
                        shop.client().get(Service.ORDER, "/no/such/route", "")))
                .allSatisfy(answer -> assertThat(answer.traceId()).matches("[0-9a-f]{32}"))
                .extracting(Response::traceId)
                .doesNotHaveDuplicates();
    }

    @Test
    void every_refusal_is_a_problem_with_its_trace_id() {
        var token = shop.customer().token();

        assertThat(List.of(
                        shop.client().get(Service.ORDER, "/orders", ""),
                        shop.client().get(Service.USER, "/users", token),
                        shop.client().product("no-such-product"),
                        shop.client().get(Service.ORDER, "/no/such/route", token),
                        shop.client().post(Service.ORDER, "/orders", token, Map.of("type", "by-pigeon")),
                        shop.client().post(Service.INVENTORY, "/products", token, Map.of())))
                .allSatisfy(answer -> {
                    assertThat(answer.contentType()).startsWith("application/problem+json");
                    assertThat(answer.json().path("type").asText()).startsWith("urn:shop:problem:");
                    assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
                    assertThat(answer.json().path("title").asText()).isNotEmpty();
                    assertThat(answer.json().path("traceId").asText())
                            .isEqualTo(answer.traceId())
                            .isNotEmpty();
                })
                .extracting(Response::status)
                .containsExactly(401, 403, 404, 404, 400, 403);
    }

    @Test
    void metrics_count_requests_by_route_on_the_management_port_only() {
        shop.customer().orders("standard", shop.product("8.40", 5), 1).expecting(201);

        for (var service : Service.values()) {
            var metrics =
                    shop.client().management(service, "/metrics").expecting(200).text();

            assertThat(metrics).contains("# TYPE http_requests_total counter", "active_connections");
            assertThat(metrics).contains("http_request_duration_seconds_bucket");
            assertThat(shop.client().get(service, "/metrics", "").status()).isEqualTo(404);
            assertThat(shop.client().get(service, "/q/health/ready", "").status())
                    .isEqualTo(404);
        }
        assertThat(samples(Service.ORDER, "http_requests_total"))
                .anyMatch(sample -> sample.contains("method=\"POST\"")
                        && sample.contains("endpoint=\"/orders\"")
                        && sample.contains("status_code=\"201\"")
                        && !sample.endsWith(" 0.0"));
        for (var bound : List.of("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "+Inf")) {
            assertThat(samples(Service.ORDER, "http_request_duration_seconds_bucket"))
                    .anyMatch(sample ->
                            sample.contains("endpoint=\"/orders\"") && sample.contains("le=\"" + bound + "\""));
        }
    }

    @Test
    void metrics_count_confirmed_orders_revenue_and_stock() {
        var product = shop.product("19.99", 22);
        var customer = shop.customer();
        customer.orders("express", product, 2).expecting(201);
        customer.orders("express", product, 50).expecting(409);

        assertThat(total(Service.ORDER, "orders_created_total"))
                .isEqualByComparingTo(new BigDecimal(ordersThatWereConfirmed().size()));
        // A counter is a double.
        assertThat(total(Service.ORDER, "order_revenue_total").setScale(2, RoundingMode.HALF_UP))
                .isEqualByComparingTo(ordersThatWereConfirmed().stream()
                        .map(order -> order.path("total").decimalValue())
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(samples(Service.ORDER, "orders_created_total"))
                .anyMatch(sample -> sample.contains("type=\"express\""));
        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(samples(Service.INVENTORY, "inventory_level"))
                        .anyMatch(sample ->
                                sample.contains("product_id=\"" + product + "\"") && sample.endsWith(" 20.0")));
    }

    @Test
    void a_log_line_is_json_with_its_trace_id() throws IOException {
        var answer = shop.client().product("no-such-product-" + System.nanoTime());

        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(logLines(Service.INVENTORY)).anySatisfy(line -> {
                    assertThat(line.path("traceId").asText()).isEqualTo(answer.traceId());
                    assertThat(line.path("spanId").asText()).matches("[0-9a-f]{16}");
                    assertThat(line.path("service").asText()).isEqualTo("inventory-service");
                    assertThat(line.path("level").asText()).isEqualTo("INFO");
                    assertThat(line.path("loggerName").asText()).isNotEmpty();
                    assertThat(line.path("message").asText()).isNotEmpty();
                    assertThat(line.path("timestamp").asText()).isNotEmpty();
                }));
    }

    @Test
    void no_log_line_contains_an_address_a_name_or_a_password() throws IOException {
        shop.customer().orders("standard", shop.product("8.40", 5), 1).expecting(201);

        for (var service : Service.values()) {
            assertThat(Files.readString(shop.localShop().log(service)))
                    .doesNotContain(
                            "@shop.example",
                            "Lovelace",
                            shop.localShop().operator().password());
        }
    }

    /** Includes cancelled orders, which were confirmed before. */
    private List<JsonNode> ordersThatWereConfirmed() {
        var orders = new ArrayList<JsonNode>(orders("CONFIRMED"));
        orders.addAll(orders("CANCELLED"));
        return orders;
    }

    private List<JsonNode> orders(String status) {
        var orders = new ArrayList<JsonNode>();
        for (var page = 0; ; page++) {
            var items = shop.client()
                    .get(Service.ORDER, "/orders?status=" + status + "&size=100&page=" + page, shop.operator())
                    .expecting(200)
                    .json()
                    .path("items");
            if (items.isEmpty()) {
                return orders;
            }
            items.forEach(orders::add);
        }
    }

    private BigDecimal total(Service service, String metric) {
        return samples(service, metric).stream()
                .map(sample -> new BigDecimal(sample.substring(sample.lastIndexOf(' ') + 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<String> samples(Service service, String metric) {
        return shop.client()
                .management(service, "/metrics")
                .expecting(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .toList();
    }

    private List<JsonNode> logLines(Service service) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(shop.localShop().log(service))) {
            // The JVM's own output contains no log records.
            if (line.startsWith("{")) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }
}
