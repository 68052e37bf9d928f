/**
 * Requests that clients may repeat with the header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header).
 *
 * <p>A service that accepts it has the table {@code idempotency_keys} in its own database, so that a key and the
 * response to it are written in the transactions of what the request changes.
 */
package shop.defaults.idempotency;
