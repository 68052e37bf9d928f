package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.load.Load;
import shop.local.shop.Service;
import shop.local.traffic.Traffic;

@Tag("system")
@ExtendWith(SharedShop.class)
class CountersUnderLoadSystemTest {
    private final ShopUnderTest shop;

    CountersUnderLoadSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void match_the_database_when_clients_close_and_retry() {
        try (var traffic = Traffic.of(shop.localShop())) {
            awaitRest();
            var countedBefore = counted();
            var storedBefore = stored();
            var kind = new AtomicInteger();

            var answers = Load.closedLoop(6, Duration.ofSeconds(12), () -> {
                var number = kind.getAndIncrement();
                return number % 2 == 0
                        ? traffic.order(_ -> {})
                        : traffic.impatientOrder(Duration.ofMillis(1 + number % 60));
            });

            awaitRest();
            assertThat(answers.responses(201)).isPositive();
            assertThat(answers.failures()).as("clients that disconnected").isPositive();
            // An order whose client disconnected is not visible until it is stored.
            await().atMost(ShopUnderTest.LIMIT).untilAsserted(() -> {
                var stored = stored().minus(storedBefore);
                assertThat(stored.orders()).isGreaterThan(answers.responses(201));
                assertThat(counted().minus(countedBefore)).isEqualTo(stored);
            });
        }
    }

    /** Waits until no request is in flight and no order is pending. */
    private void awaitRest() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(sum("active_connections")).isZero();
            assertThat(query("select count(*), 0 from orders where status = 'PENDING'")
                            .orders())
                    .isZero();
        });
    }

    private Sales counted() {
        return new Sales(
                sum("orders_created_total").longValueExact(),
                sum("order_revenue_total").setScale(2, RoundingMode.HALF_EVEN));
    }

    /** Includes cancelled orders, which were confirmed before. */
    private Sales stored() {
        return query("select count(*), coalesce(sum(total), 0) from orders where status in ('CONFIRMED', 'CANCELLED')");
    }

    private Sales query(String sql) {
        var account = shop.localShop().databaseAccount();
        try (var connection = DriverManager.getConnection(
                        shop.localShop().databaseUrl(Service.ORDER), account.name(), account.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return new Sales(rows.getLong(1), rows.getBigDecimal(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private BigDecimal sum(String metric) {
        return shop.client()
                .management(Service.ORDER, "/metrics")
                .expecting(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .map(line -> new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Confirmed orders.
     *
     * @param revenue the sum of their totals
     */
    private record Sales(long orders, BigDecimal revenue) {
        Sales minus(Sales before) {
            return new Sales(orders - before.orders, revenue.subtract(before.revenue));
        }
    }
}
