package shop.local.chaos;

import java.time.Instant;
import shop.local.benchmark.database.DatabaseConnection;
import shop.local.shop.Service;

/**
 * What the services still have to do.
 *
 * @param pending orders that are neither confirmed nor rejected
 * @param outbox events that a consumer has not acknowledged
 * @param held reservations that are neither committed nor released
 */
record Unfinished(long pending, long outbox, long held) {

    static Unfinished of(ChaosShop shop) {
        return of(shop, "infinity");
    }

    /** Only what began before an instant. */
    static Unfinished of(ChaosShop shop, Instant before) {
        return of(shop, before.toString());
    }

    private static Unfinished of(ChaosShop shop, String before) {
        try (var orders = shop.database(Service.ORDER);
                var inventory = shop.database(Service.INVENTORY)) {
            return new Unfinished(
                    count(orders, "orders where status = 'PENDING' and created_at", before),
                    count(orders, "outbox where written_at", before),
                    count(inventory, "reservations where status = 'HELD' and created_at", before));
        }
    }

    boolean isNothing() {
        return pending == 0 && outbox == 0 && held == 0;
    }

    @Override
    public String toString() {
        return "%d orders pending, %d events in the outbox, %d reservations held".formatted(pending, outbox, held);
    }

    private static long count(DatabaseConnection database, String from, String before) {
        var row = database.rows("select count(*) from " + from + " < '" + before + "'")
                .getFirst();
        return Long.parseLong(row.getFirst());
    }
}
