package shop.defaults.faults;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.ConnectException;
import java.net.URI;
import org.eclipse.microprofile.config.Config;

/**
 * Calls to another service fail as if nothing listened there.
 *
 * <p>The last client filter, so that the others see a failed connection.
 */
@Provider
@Priority(Priorities.USER + 1_000)
@Singleton
class NeighbourCut implements ClientRequestFilter {

    private final Faults faults;
    private final Config config;

    NeighbourCut(Faults faults, Config config) {
        this.faults = faults;
        this.config = config;
    }

    @Override
    public void filter(ClientRequestContext request) throws ConnectException {
        var setting = faults.setting(Fault.NEIGHBOUR_CUT);
        if (setting == null) {
            return;
        }
        var neighbour = setting.parameters().get("neighbour");
        var url = config.getValue("quarkus.rest-client." + neighbour + ".url", URI.class);
        if (!url.relativize(request.getUri()).isAbsolute()) {
            throw new ConnectException("Connection refused, because the fault neighbour-cut is on: " + neighbour);
        }
    }
}
