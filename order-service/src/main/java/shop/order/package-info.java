/**
 * Orders, from the request to the confirmation.
 *
 * <p>{@link shop.order.PlaceOrder} asks user-service who buys and inventory-service for the stock and its price, each by
 * a package of its name; {@link shop.order.ReleaseAbandonedStock} cleans up after what broke on the way. Owns the database
 * {@code orders}.
 */
package shop.order;
