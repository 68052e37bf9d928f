package shop.defaults.idempotency;

import shop.http.problem.Problem;

/** A request with the same key is still being processed. */
public final class RequestInProgress extends Problem {

    public RequestInProgress() {
        super(
                409,
                "request-in-progress",
                "Request in progress",
                "The first request with this Idempotency-Key is still being processed. Try again later.");
    }
}
