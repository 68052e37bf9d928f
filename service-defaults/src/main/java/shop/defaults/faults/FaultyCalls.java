package shop.defaults.faults;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.ConnectException;

/** Lets faults strike calls of other services, last of all filters: to those before it, it is the connection that fails. */
@Provider
@Priority(Priorities.USER + 1_000)
class FaultyCalls implements ClientRequestFilter {

    private final CutNeighbour cutNeighbour;

    FaultyCalls(CutNeighbour cutNeighbour) {
        this.cutNeighbour = cutNeighbour;
    }

    @Override
    public void filter(ClientRequestContext request) throws ConnectException {
        cutNeighbour.strike(request.getUri());
    }
}
