/**
 * The access tokens that all services trust.
 *
 * <p>{@link shop.user.token.TokenResource} is the token endpoint, {@link shop.user.token.SigningKeys} holds the signing
 * keys.
 */
package shop.user.token;
