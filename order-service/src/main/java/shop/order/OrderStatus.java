package shop.order;

/** Status of an order. */
enum OrderStatus {
    /** Being placed. */
    PENDING,
    /** Placed, with its stock reserved; final unless the order is cancelled. */
    CONFIRMED,
    /** Refused or abandoned. */
    REJECTED,
    /** Cancelled by its owner or an operator. */
    CANCELLED
}
