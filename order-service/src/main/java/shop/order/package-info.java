/**
 * Orders, from the request to the confirmation or rejection.
 *
 * <p>{@link shop.order.PlaceOrder} checks the user with user-service and reserves stock in inventory-service;
 * {@link shop.order.AbandonOrders} cleans up after requests that broke off. The outbox publishes what has
 * become of an order. Owns the database {@code orders}.
 */
package shop.order;
