package shop.order.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.XGroupCreateArgs;
import io.quarkus.redis.datasource.stream.XReadGroupArgs;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.defaults.Database;
import shop.order.ServiceTest;

@ServiceTest
@TestProfile(OutboxTest.ByHand.class)
class OutboxMetricsTest {

    private static final String STREAM = OrderStream.KEY;
    private static final String INVENTORY = "inventory-service";

    @Inject
    Outbox outbox;

    @Inject
    OutboxMetrics metrics;

    @Inject
    Database database;

    @Inject
    RedisDataSource redis;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @BeforeEach
    void empty() {
        database.update("delete from outbox");
        redis.flushall();
    }

    @Test
    void count_events_that_are_not_published() {
        written("10 seconds");
        written("1 second");

        metrics.refresh();

        assertThat(value("outbox_pending")).isEqualTo(2);
        assertThat(value("outbox_oldest_seconds")).isGreaterThanOrEqualTo(10);
    }

    @Test
    void are_0_without_events() {
        metrics.refresh();

        assertThat(value("outbox_pending")).isZero();
        assertThat(value("outbox_oldest_seconds")).isZero();
        assertThat(value("events_unacknowledged{group=\"user-service\"}")).isZero();
        assertThat(value("events_unacknowledged_oldest_seconds{group=\"user-service\"}"))
                .isZero();
    }

    @Test
    void count_events_that_a_consumer_group_has_not_acknowledged() {
        written("30 seconds");
        written("20 seconds");
        written("10 seconds");
        outbox.publish();
        var streams = redis.stream(String.class);
        streams.xgroupCreate(STREAM, INVENTORY, "0", new XGroupCreateArgs().mkstream());
        var first = streams.xreadgroup(INVENTORY, "test", STREAM, ">", new XReadGroupArgs().count(2))
                .getFirst();
        streams.xack(STREAM, INVENTORY, first.id());

        metrics.refresh();

        assertThat(value("outbox_pending")).isZero();
        assertThat(value("events_unacknowledged{group=\"inventory-service\"}")).isEqualTo(2);
        assertThat(value("events_unacknowledged_oldest_seconds{group=\"inventory-service\"}"))
                .isGreaterThanOrEqualTo(20)
                .isLessThan(30);
        assertThat(value("events_unacknowledged{group=\"user-service\"}")).isEqualTo(3);
        assertThat(value("events_unacknowledged_oldest_seconds{group=\"user-service\"}"))
                .isGreaterThanOrEqualTo(30);
    }

    private void written(String age) {
        database.update("""
                insert into outbox (id, order_id, type, occurred_at, written_at)
                values (gen_random_uuid(), gen_random_uuid(), 'OrderConfirmed', now(), now() - ?::interval)""", age);
    }

    private double value(String series) {
        return given().port(managementPort)
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No series " + series));
    }
}
