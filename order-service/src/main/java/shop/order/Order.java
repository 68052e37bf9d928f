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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a customer wants to buy. */
@Entity
@Table(name = "orders")
class Order {

    @Id
    UUID id;

    UUID userId;

    @Enumerated(EnumType.STRING)
    OrderType type;

    @Enumerated(EnumType.STRING)
    OrderStatus status;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "order_lines", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "position")
    List<OrderLine> lines;

    BigDecimal total;
    String currency;
    String traceId;
    String reason;

    /** Whether inventory-service may hold stock for it. */
    boolean stockHeld;

    Instant createdAt;
    Instant updatedAt;
}
