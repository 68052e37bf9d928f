/**
 * Accounts of customers and operators, their passwords, and the access tokens that all services trust.
 *
 * <p>{@link shop.user.UserResource} manages accounts, {@link shop.user.TokenResource} is the token endpoint,
 * {@link shop.user.SigningKeys} holds the signing keys. Owns the database {@code users}; calls no other service.
 */
package shop.user;
