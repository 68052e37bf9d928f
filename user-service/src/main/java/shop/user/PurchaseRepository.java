package shop.user;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import shop.defaults.Database;

/** The purchases in the database. */
@Singleton
class PurchaseRepository {

    private static final String ADD = """
            insert into purchases (order_id, user_id, total, currency, ordered_at, cancelled)
            values (?, ?, ?, ?, ?, false) on conflict (order_id) do nothing""";

    private static final String CANCEL = """
            insert into purchases (order_id, cancelled) values (?, true)
            on conflict (order_id) do update set cancelled = true where not purchases.cancelled""";

    private static final String SUMMARY = """
            select count(user_id) as orders, coalesce(sum(total), 0.00) as spent, max(ordered_at) as last_order_at
            from users left join purchases on user_id = id and not cancelled
            where id = ? group by id""";

    /**
     * The confirmed orders of a user that are not cancelled.
     *
     * @param lastOrderAt null without an order
     */
    record Summary(long orders, BigDecimal spent, Instant lastOrderAt) {}

    private final Database database;

    PurchaseRepository(Database database) {
        this.database = database;
    }

    /** @return false if the order is known, confirmed or cancelled */
    boolean add(UUID orderId, UUID userId, BigDecimal total, String currency, Instant orderedAt) {
        return database.update(ADD, orderId, userId, total, currency, orderedAt) == 1;
    }

    /** @return false if the order is cancelled already */
    boolean cancel(UUID orderId) {
        return database.update(CANCEL, orderId) == 1;
    }

    /** Empty if there is no such user. */
    Optional<Summary> summary(UUID userId) {
        return database.query(SUMMARY, PurchaseRepository::summary, userId).stream()
                .findFirst();
    }

    private static Summary summary(ResultSet row) throws SQLException {
        var last = row.getObject("last_order_at", OffsetDateTime.class);
        return new Summary(row.getLong("orders"), row.getBigDecimal("spent"), last == null ? null : last.toInstant());
    }
}
