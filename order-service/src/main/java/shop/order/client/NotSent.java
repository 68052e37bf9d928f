package shop.order.client;

import shop.http.problem.DependencyUnavailable;

/** A request that never left for the other service, and so had no effect there. */
public final class NotSent extends DependencyUnavailable {

    public NotSent(String service, Throwable cause) {
        super(service, cause);
    }
}
