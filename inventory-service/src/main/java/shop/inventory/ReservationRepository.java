package shop.inventory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import shop.inventory.Reservation.Line;
import shop.inventory.Reservation.Status;

/** The reservations in the database. */
@Singleton
// Hibernate creates the arrays that are bound to a statement by reflection.
@RegisterForReflection(targets = {String[].class, Long[].class, BigDecimal[].class})
class ReservationRepository {

    private final Session database;
    private final Clock clock;

    ReservationRepository(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @return false if the order has a reservation already; waits for the end of a concurrent one */
    boolean open(UUID orderId, Status status, String currency) {
        return database.createNativeMutationQuery("""
                                insert into reservations (order_id, status, currency, created_at)
                                values (:orderId, :status, :currency, :now) on conflict (order_id) do nothing""")
                        .setParameter("orderId", orderId)
                        .setParameter("status", status.name())
                        .setParameter("currency", currency)
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
    }

    void addLines(UUID orderId, List<Line> lines) {
        database.createNativeMutationQuery("""
                        insert into reservation_lines (order_id, product_id, quantity, unit_price)
                        select :orderId, * from unnest(:productIds, :quantities, :unitPrices)""")
                .setParameter("orderId", orderId)
                .setParameter("productIds", lines.stream().map(Line::productId).toArray(String[]::new))
                .setParameter("quantities", lines.stream().map(Line::quantity).toArray(Long[]::new))
                .setParameter("unitPrices", lines.stream().map(Line::unitPrice).toArray(BigDecimal[]::new))
                .executeUpdate();
    }

    Optional<Reservation> find(UUID orderId) {
        var found = database.createNativeQuery(
                        "select status, currency from reservations where order_id = :orderId", Object[].class)
                .setParameter("orderId", orderId)
                .uniqueResultOptional();
        return found.map(
                row -> new Reservation(orderId, Status.valueOf((String) row[0]), lines(orderId), (String) row[1]));
    }

    /** @return false if the reservation does not have the status {@code from}; nothing is written then */
    boolean change(UUID orderId, Status from, Status to) {
        return database.createNativeMutationQuery(
                                "update reservations set status = :to where order_id = :orderId and status = :from")
                        .setParameter("orderId", orderId)
                        .setParameter("from", from.name())
                        .setParameter("to", to.name())
                        .executeUpdate()
                == 1;
    }

    private List<Line> lines(UUID orderId) {
        return database.createNativeQuery("""
                        select product_id, quantity, unit_price from reservation_lines
                        where order_id = :orderId order by product_id""", Object[].class)
                .setParameter("orderId", orderId)
                .getResultStream()
                .map(row -> new Line((String) row[0], ((Number) row[1]).longValue(), (BigDecimal) row[2]))
                .toList();
    }
}
