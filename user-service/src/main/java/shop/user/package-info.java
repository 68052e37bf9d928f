/**
 * Users, which are customers and operators, and their passwords.
 *
 * <p>{@link shop.user.UserResource} manages users. {@link shop.user.token} issues tokens for them. Owns the database
 * {@code users}; calls no other service.
 */
package shop.user;
