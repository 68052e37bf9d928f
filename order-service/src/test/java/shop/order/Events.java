package shop.order;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import shop.defaults.Database;

/** The events in the outbox, where they stay without consumers. */
@Singleton
class Events {

    private final Database database;

    Events(Database database) {
        this.database = database;
    }

    List<String> of(String order) {
        return of(UUID.fromString(order));
    }

    /** Types of the events of an order, in the order in which they were written. */
    List<String> of(UUID order) {
        return database.query(
                "select type from outbox where order_id = ? order by position", row -> row.getString(1), order);
    }

    /** Removes the events of an order, as the relay does once all consumers have acknowledged them. */
    void remove(UUID order) {
        database.update("delete from outbox where order_id = ?", order);
    }

    boolean arePublished(UUID order) {
        return database.query("select 1 from outbox where order_id = ? and message_id is null", row -> 1, order)
                .isEmpty();
    }
}
