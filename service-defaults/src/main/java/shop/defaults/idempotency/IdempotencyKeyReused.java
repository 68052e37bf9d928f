package shop.defaults.idempotency;

import shop.http.problem.Problem;

/** The key belongs to another request. */
final class IdempotencyKeyReused extends Problem {

    IdempotencyKeyReused() {
        super(
                422,
                "idempotency-key-reused",
                "Idempotency key reused",
                "You have sent this Idempotency-Key with another request. Choose a new key for each new request.");
    }
}
