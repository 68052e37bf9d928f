package shop.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.local.load.Load;
import shop.local.shop.StartupChecks;

@Tag("system")
class SpansUnderLoadSystemTest {
    private static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();

    @Test
    void the_trace_of_every_confirmed_order_is_complete_at_full_load() {
        StartupChecks.checkPackages(ROOT);
        try (var shop = SpansUnderLoad.start(ROOT)) {
            var result = shop.after(orders -> Load.closedLoop(8, Duration.ofSeconds(15), orders));

            assertThat(result.reference().labels())
                    .containsKeys(
                            "order-service: POST /orders",
                            "order-service: place order",
                            "order-service: GET /users/{id}",
                            "user-service: GET /users/{id}",
                            "user-service: fetch-user",
                            "order-service: POST /reservations",
                            "inventory-service: POST /reservations",
                            "inventory-service: reserve stock",
                            "order-service: send orders",
                            "inventory-service: process orders",
                            "user-service: process orders");
            assertThat(result.confirmed()).isPositive();
            assertThat(result.confirmed()).isEqualTo(result.responses().responses(201));
            assertThat(result.incomplete()).as(result.toString()).isEmpty();
        }
    }
}
