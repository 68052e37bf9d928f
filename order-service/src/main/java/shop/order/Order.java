package shop.order;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import shop.defaults.idempotency.IdempotencyKey;
import shop.http.problem.Problem;

/**
 * A customer's order, which allows only these transitions: PENDING to CONFIRMED or REJECTED, CONFIRMED to CANCELLED.
 *
 * <p>{@link OrderRepository} writes a transition only if no other one was faster.
 */
@Entity
@Table(name = "orders")
class Order {

    /**
     * What a customer orders.
     *
     * @param key with which the customer may repeat the request
     */
    record Placement(UUID userId, OrderType type, List<OrderLine.Requested> lines, Optional<IdempotencyKey> key) {}

    @Id
    private UUID id;

    private UUID userId;

    @Enumerated(EnumType.STRING)
    private OrderType type;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "order_lines", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "position")
    private List<OrderLine.Row> lines;

    private BigDecimal total;
    private String currency;
    private String traceId;
    private String reason;
    private Instant createdAt;
    private Instant updatedAt;

    @Transient
    private Optional<IdempotencyKey> key = Optional.empty();

    protected Order() {}

    /** @param currency of the order until it is priced */
    static Order pending(UUID id, Placement placement, String currency, String traceId, Instant now) {
        var order = new Order();
        order.id = id;
        order.userId = placement.userId();
        order.type = placement.type();
        order.status = OrderStatus.PENDING;
        order.lines = placement.lines().stream().map(OrderLine.Row::of).toList();
        order.total = BigDecimal.ZERO.setScale(2);
        order.currency = currency;
        order.traceId = traceId;
        order.createdAt = now;
        order.updatedAt = now;
        order.key = placement.key();
        return order;
    }

    /** Confirms a pending order at a unit price for each of its products. */
    void confirm(Map<String, BigDecimal> prices, String priceCurrency, Instant now) {
        requirePending();
        var priced = requested().stream()
                .map(line -> line.at(prices.get(line.productId())))
                .toList();
        lines = priced.stream().map(OrderLine.Row::of).toList();
        total = priced.stream().map(OrderLine.Priced::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        currency = priceCurrency;
        change(OrderStatus.CONFIRMED, now);
    }

    /** @param slug of the problem for which it is rejected */
    void reject(String slug, Instant now) {
        requirePending();
        reason = slug;
        change(OrderStatus.REJECTED, now);
    }

    /** @throws NotCancellable if it is not confirmed */
    void cancel(Instant now) {
        if (status != OrderStatus.CONFIRMED) {
            throw new NotCancellable(status);
        }
        change(OrderStatus.CANCELLED, now);
    }

    private void requirePending() {
        if (status != OrderStatus.PENDING) {
            throw new IllegalStateException("Order " + id + " is " + status);
        }
    }

    private void change(OrderStatus to, Instant now) {
        status = to;
        updatedAt = now;
    }

    boolean isOwnedBy(UUID user) {
        return userId.equals(user);
    }

    UUID id() {
        return id;
    }

    UUID userId() {
        return userId;
    }

    OrderType type() {
        return type;
    }

    OrderStatus status() {
        return status;
    }

    List<OrderLine> lines() {
        return lines.stream().map(OrderLine.Row::line).toList();
    }

    /** The lines as the customer requested them. */
    List<OrderLine.Requested> requested() {
        return lines.stream()
                .map(line -> new OrderLine.Requested(line.productId(), line.quantity()))
                .toList();
    }

    /** Sum of the priced lines; 0 until the order is confirmed. */
    BigDecimal total() {
        return total;
    }

    String currency() {
        return currency;
    }

    /** The trace that created the order. */
    String traceId() {
        return traceId;
    }

    /** Slug of the problem for which the order was rejected; null unless it was. */
    String reason() {
        return reason;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /** The key with which its customer may repeat the request; empty for an order that was read from the database. */
    Optional<IdempotencyKey> key() {
        return key;
    }

    static final class NotCancellable extends Problem {
        NotCancellable(OrderStatus status) {
            super(
                    409,
                    "not-cancellable",
                    "Not cancellable",
                    "The order is " + status + ": only a confirmed one can be cancelled.");
        }
    }
}
