package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.otlp.LogRecord;
import shop.local.shop.Service;

@Tag("system")
@ExtendWith(SharedShop.class)
class LogsSystemTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShopUnderTest shop;

    LogsSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void go_to_standard_output_and_to_the_log_store_with_the_same_trace() throws IOException {
        var answer = shop.client().product("no-such-product").expecting(404);

        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(stored(answer.traceId()))
                        .singleElement()
                        .satisfies(log -> {
                            assertThat(log.service()).isEqualTo("inventory-service");
                            assertThat(log.severity()).isEqualTo("INFO");
                            assertThat(log.body()).isEqualTo("404 not-found");
                            assertThat(log.spanId()).matches("[0-9a-f]{16}");
                        }));
        assertThat(lines(Service.INVENTORY))
                .filteredOn(line -> line.path("traceId").asText().equals(answer.traceId()))
                .extracting(line -> line.path("message").asText())
                .containsExactly("404 not-found");
    }

    @Test
    void change_their_level_while_the_service_runs() throws IOException {
        var quiet = shop.client().product("no-such-product").expecting(404);
        shop.client().logLevel(Service.INVENTORY, "access", "INFO").expecting(200);

        var logged = shop.client().product("no-such-product").expecting(404);

        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(accessLog(logged.traceId()))
                        .singleElement()
                        .asString()
                        .matches("GET /products/\\{id\\} 404 in \\d+ ms"));
        shop.client().logLevel(Service.INVENTORY, "access", "OFF").expecting(200);
        assertThat(accessLog(quiet.traceId())).isEmpty();
    }

    @Test
    void inherit_their_level_again_after_a_reset() {
        var own = shop.client().logLevel(Service.INVENTORY, "shop.inventory.anything", "DEBUG");
        var inherited = shop.client().logLevel(Service.INVENTORY, "shop.inventory.anything", "INHERIT");

        assertThat(own.expecting(200).json().path("level").asText()).isEqualTo("DEBUG");
        assertThat(inherited.expecting(200).json().path("level").asText()).isEqualTo("INFO");
    }

    @Test
    void refuse_a_level_that_does_not_exist() {
        var refusal =
                shop.client().logLevel(Service.INVENTORY, "access", "LOUD").expecting(400);

        assertThat(refusal.text()).contains("Set level to OFF, ERROR, WARN, INFO, DEBUG, TRACE or INHERIT.");
        assertThat(shop.client()
                        .get(Service.INVENTORY, "/q/log-levels/access", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void say_nothing_of_flyway_if_a_service_starts_again() throws IOException {
        shop.localShop().stop(Service.INVENTORY);
        var begin = Instant.now();
        shop.localShop().restart(Service.INVENTORY);

        var byRestart = lines(Service.INVENTORY).stream()
                .collect(Collectors.partitioningBy(
                        line -> Instant.parse(line.path("timestamp").asText()).isAfter(begin),
                        Collectors.mapping(line -> line.path("loggerName").asText(), Collectors.toList())));
        assertThat(byRestart.get(false)).anyMatch(LogsSystemTest::isOfFlyway);
        assertThat(byRestart.get(true)).isNotEmpty().noneMatch(LogsSystemTest::isOfFlyway);
    }

    @Test
    void are_complete_if_their_service_stops_under_load() throws IOException {
        var refused = new ConcurrentLinkedQueue<String>();
        var isLoaded = new AtomicBoolean(true);
        var begin = Instant.now();
        List<JsonNode> lines;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var thread = 0; thread < 4; thread++) {
                threads.submit(() -> {
                    while (isLoaded.get()) {
                        refused.add(shop.client()
                                .product("no-such-product")
                                .expecting(404)
                                .traceId());
                    }
                });
            }
            await().atMost(ShopUnderTest.LIMIT).until(() -> refused.size() > 200);
            shop.localShop().stop(Service.INVENTORY);
            isLoaded.set(false);
            lines = lines(Service.INVENTORY);
        } finally {
            isLoaded.set(false);
            shop.localShop().restart(Service.INVENTORY);
        }

        assertThat(lines).extracting(line -> line.path("traceId").asText()).containsAll(refused);
        assertThat(lines)
                // Other tests send malformed requests, which Vert.x logs as errors.
                .filteredOn(
                        line -> Instant.parse(line.path("timestamp").asText()).isAfter(begin))
                .filteredOn(line -> line.path("level").asText().equals("ERROR"))
                .isEmpty();
        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(
                        () -> assertThat(shop.signals().telemetry().logs().records())
                                .extracting(LogRecord::traceId)
                                .containsAll(refused));
    }

    private List<LogRecord> stored(String traceId) {
        return shop.signals().telemetry().logs().records().stream()
                .filter(log -> log.traceId().equals(traceId))
                .toList();
    }

    private List<String> accessLog(String traceId) throws IOException {
        return lines(Service.INVENTORY).stream()
                .filter(line -> line.path("traceId").asText().equals(traceId))
                .filter(line -> line.path("loggerName").asText().equals("access"))
                .map(line -> line.path("message").asText())
                .toList();
    }

    private static boolean isOfFlyway(String logger) {
        return logger.startsWith("org.flywaydb");
    }

    private List<JsonNode> lines(Service service) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(shop.localShop().log(service))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
