package shop.defaults.faults;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Lets faults strike requests that have found their resource, so that all signals name its route. */
@Provider
class FaultyRequests implements ContainerRequestFilter {

    private final Latency latency;
    private final Errors errors;

    FaultyRequests(Latency latency, Errors errors) {
        this.latency = latency;
        this.errors = errors;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        latency.strike();
        errors.strike();
    }
}
