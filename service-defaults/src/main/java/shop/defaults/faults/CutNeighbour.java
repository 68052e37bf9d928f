package shop.defaults.faults;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.ConnectException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Calls to another service fail as if nothing listened there. Services with a REST client can be cut off.
 *
 * <p>The last client filter, so that the others see a failed connection.
 */
@Provider
@Priority(Priorities.USER + 1_000)
@Singleton
class CutNeighbour extends Fault implements ClientRequestFilter {

    private static final Pattern CLIENT = Pattern.compile("quarkus\\.rest-client\\.([a-z0-9-]+)\\.url");

    private final Map<String, URI> neighbours;

    CutNeighbour(Config config) {
        var urls = urls(config);
        super("neighbour-cut", Parameter.oneOf("neighbour", urls.keySet()));
        neighbours = urls;
    }

    @Override
    protected boolean isPossible() {
        return !neighbours.isEmpty();
    }

    @Override
    public void filter(ClientRequestContext request) throws ConnectException {
        var setting = setting();
        if (setting == null) {
            return;
        }
        var neighbour = setting.values().get("neighbour");
        if (!neighbours.get(neighbour).relativize(request.getUri()).isAbsolute()) {
            throw new ConnectException("Connection refused, because the fault neighbour-cut is on: " + neighbour);
        }
    }

    private static Map<String, URI> urls(Config config) {
        var urls = new TreeMap<String, URI>();
        for (var property : config.getPropertyNames()) {
            var client = CLIENT.matcher(property);
            if (client.matches()) {
                urls.put(client.group(1), config.getValue(property, URI.class));
            }
        }
        return urls;
    }
}
