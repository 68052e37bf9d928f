package shop.order;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The orders in the database; each change of status is one statement, whose condition keeps it from happening twice. */
@Singleton
// Hibernate makes the array that is bound to a statement by reflection.
@RegisterForReflection(targets = BigDecimal[].class)
class OrderRepository implements PanacheRepositoryBase<Order, UUID> {

    private static final int BATCH = 100;

    private final Clock clock;

    OrderRepository(Clock clock) {
        this.clock = clock;
    }

    @Transactional
    void add(Order order) {
        persist(order);
    }

    /**
     * Confirms a pending order at the prices of its lines.
     *
     * @return false, and changes nothing, where the order has been given up meanwhile
     */
    @Transactional
    boolean confirm(Order order) {
        var changed = update(
                "status = ?1, total = ?2, currency = ?3, updatedAt = ?4 where id = ?5 and status = ?6",
                OrderStatus.CONFIRMED,
                order.total,
                order.currency,
                order.updatedAt,
                order.id,
                OrderStatus.PENDING);
        if (changed == 0) {
            return false;
        }
        getSession()
                .createNativeMutationQuery("""
                        update order_lines set unit_price = priced.unit_price
                        from unnest(:unitPrices) with ordinality as priced(unit_price, number)
                        where order_id = :id and position = priced.number - 1""")
                .setParameter("id", order.id)
                .setParameter(
                        "unitPrices",
                        order.lines.stream().map(OrderLine::unitPrice).toArray(BigDecimal[]::new))
                .executeUpdate();
        return true;
    }

    /** @return false, and changes nothing, where the order is not pending */
    @Transactional
    boolean reject(UUID id, String reason, boolean stockHeld) {
        return update(
                        "status = ?1, reason = ?2, stockHeld = ?3, updatedAt = ?4 where id = ?5 and status = ?6",
                        OrderStatus.REJECTED,
                        reason,
                        stockHeld,
                        clock.instant(),
                        id,
                        OrderStatus.PENDING)
                == 1;
    }

    /** @return false, and changes nothing, where the order is not confirmed */
    @Transactional
    boolean cancel(UUID id) {
        return update(
                        "status = ?1, updatedAt = ?2 where id = ?3 and status = ?4",
                        OrderStatus.CANCELLED,
                        clock.instant(),
                        id,
                        OrderStatus.CONFIRMED)
                == 1;
    }

    @Transactional
    void stockReleased(UUID id) {
        update("stockHeld = false where id = ?1", id);
    }

    /** The order as it is in the database now, whatever this request has read before. */
    @Transactional
    Order reload(UUID id) {
        return findById(id);
    }

    /** The order as this caller may see it. */
    Optional<Order> visible(UUID id, Optional<UUID> owner) {
        return findByIdOptional(id).filter(order -> owner.isEmpty() || order.userId.equals(owner.get()));
    }

    /** @param owner whose orders; empty for everybody's */
    PanacheQuery<Order> newestFirst(Optional<UUID> owner, Optional<OrderStatus> status) {
        return find(
                "(?1 is null or userId = ?1) and (?2 is null or status = ?2)",
                Sort.descending("id"),
                owner.orElse(null),
                status.orElse(null));
    }

    /** @param after where the batch before ended */
    List<UUID> pendingSince(Instant before, UUID after) {
        return ids("id > ?1 and status = ?2 and createdAt < ?3", after, OrderStatus.PENDING, before);
    }

    /**
     * Orders that are over, but may still hold stock.
     *
     * @param after where the batch before ended
     */
    List<UUID> toRelease(UUID after) {
        return ids(
                "id > ?1 and stockHeld and status in ?2", after, List.of(OrderStatus.REJECTED, OrderStatus.CANCELLED));
    }

    private List<UUID> ids(String condition, Object... values) {
        return find("select id from Order where " + condition + " order by id", values)
                .project(UUID.class)
                .page(0, BATCH)
                .list();
    }
}
