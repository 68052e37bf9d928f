/**
 * Orders, from the request to the confirmation or rejection.
 *
 * <p>{@link shop.order.PlaceOrder} checks the user with user-service and reserves stock in inventory-service;
 * {@link shop.order.ReleaseOrderStock} cleans up after requests that broke off. Owns the database {@code orders}.
 */
package shop.order;
