package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.inventory.Shop.line;
import static shop.inventory.Shop.product;
import static shop.inventory.Shop.reserve;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.defaults.Database;

@ServiceTest
class ReconcilingReservationsTest {

    @Inject
    Database database;

    @Inject
    RedisDataSource redis;

    @Inject
    ReservationRepository reservations;

    private final UUID order = UUID.randomUUID();

    @Test
    void reports_what_is_held_for_more_than_five_minutes() {
        var recent = UUID.randomUUID();
        reserve(recent, line(product("19.90", 5), 1)).statusCode(201);
        reserve(order, line(product("19.90", 5), 1)).statusCode(201);

        age(order);

        await().until(() -> !reported(order).isEmpty());
        assertThat(reported(order).getFirst().payload())
                .containsEntry("type", "ReservationUnresolved")
                .containsKeys("id", "time", "traceparent")
                .containsEntry(
                        "data",
                        new JsonObject().put("orderId", order.toString()).encode());
        assertThat(reported(recent)).isEmpty();
        reservations.release(order);
    }

    @Test
    void reports_nothing_that_is_settled() {
        var settled = UUID.randomUUID();
        reserve(settled, line(product("19.90", 5), 1)).statusCode(201);
        reservations.commit(settled);
        age(settled);
        reserve(order, line(product("19.90", 5), 1)).statusCode(201);

        age(order);

        await().until(() -> !reported(order).isEmpty());
        assertThat(reported(settled)).isEmpty();
        reservations.release(order);
    }

    private void age(UUID reserved) {
        database.update("update reservations set created_at = now() - interval '301 s' where order_id = ?", reserved);
    }

    private List<StreamMessage<String, String, String>> reported(UUID reserved) {
        return redis.stream(String.class).xrange("reservations", StreamRange.of("-", "+")).stream()
                .filter(message -> message.payload().get("data").contains(reserved.toString()))
                .toList();
    }
}
