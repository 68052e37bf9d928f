/**
 * Products, their stock and its reservations.
 *
 * <p>{@link shop.inventory.ProductResource} manages products and stock; {@link shop.inventory.ReservationResource}
 * reserves stock for orders, and {@link shop.inventory.SettleReservation} commits or releases it by events. Owns the
 * database {@code inventory}.
 */
package shop.inventory;
