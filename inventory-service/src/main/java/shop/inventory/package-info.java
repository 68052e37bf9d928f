/**
 * What there is to buy and how much of it is left.
 *
 * <p>{@link shop.inventory.ProductResource} keeps products and their stock, {@link shop.inventory.ReservationResource}
 * holds stock for orders: all lines of an order or none, and never more than there is. Owns the database {@code inventory}.
 */
package shop.inventory;
