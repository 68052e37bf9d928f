/**
 * Users, which are customers and operators, and their passwords.
 *
 * <p>{@link shop.user.UserResource} manages users. {@link shop.user.token} issues tokens for them. Owns the database
 * {@code users}; calls no other service. {@link shop.user.RecordPurchase} keeps what users have bought, by the
 * events of orders.
 */
package shop.user;
