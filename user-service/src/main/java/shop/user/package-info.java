/**
 * Who buys and who operates: accounts, their passwords, and the access tokens that all services trust.
 *
 * <p>{@link shop.user.UserResource} keeps accounts, {@link shop.user.TokenResource} answers RFC 6749 token requests,
 * {@link shop.user.SigningKeys} holds what tokens are signed with. Owns the database {@code users}; needs no other service.
 */
package shop.user;
