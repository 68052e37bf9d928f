package shop.order;

/** Where an order stands. */
enum OrderStatus {
    /** Not answered yet. */
    PENDING,
    /** Its stock is held; for good, unless it is cancelled. */
    CONFIRMED,
    /** Refused or given up. */
    REJECTED,
    /** Called off by its owner or an operator. */
    CANCELLED
}
