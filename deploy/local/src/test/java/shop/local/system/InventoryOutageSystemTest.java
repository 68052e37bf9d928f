package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.shop.Service;

@Tag("system")
@ExtendWith(SharedShop.class)
class InventoryOutageSystemTest {
    private final ShopUnderTest shop;

    InventoryOutageSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void refuses_and_reports_orders_within_three_seconds_and_accepts_them_afterwards() {
        var product = shop.product("22.00", 5);
        var customer = shop.customer();

        var traces = new ArrayList<String>();
        shop.localShop().stop(Service.INVENTORY);
        try {
            // The first call meets a dead connection; the tenth opens the circuit at the latest.
            for (var call = 0; call < 12; call++) {
                var begin = System.nanoTime();
                var answer = customer.orders("standard", product, 1);

                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.json().path("type").asText()).isEqualTo("urn:shop:problem:dependency-unavailable");
                assertThat(answer.retryAfter()).isNotEmpty();
                traces.add(answer.json().path("traceId").asText());
            }
        } finally {
            shop.localShop().restart(Service.INVENTORY);
        }

        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(
                        () -> assertThat(customer.orders("standard", product, 1).status())
                                .isEqualTo(201));
        shop.awaitAvailable(product, 4);
        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(shop.signals().errors().events())
                        .extracting(
                                event -> event.at("/contexts/trace/trace_id").asText())
                        .containsAll(traces));
    }
}
