package shop.defaults.idempotency;

import java.util.UUID;

/**
 * The key of a request that its client may repeat.
 *
 * @param owner the user who chose it: other users' keys are other keys
 * @param fingerprint hash of the operation and of the request, as the service has read it
 */
public record IdempotencyKey(UUID owner, String value, byte[] fingerprint) {}
