package shop.order.client;

import jakarta.ws.rs.WebApplicationException;
import shop.defaults.problem.DependencyUnavailable;

/** A neighbour that is well refuses this very request, for a reason that is not known here. */
public final class RequestRefused extends DependencyUnavailable {

    public RequestRefused(String dependency, WebApplicationException refusal) {
        super(dependency, refusal);
    }
}
