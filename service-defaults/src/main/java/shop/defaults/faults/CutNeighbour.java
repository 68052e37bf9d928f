package shop.defaults.faults;

import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Calls of another service fail as if nothing listened there. The neighbours are those that have a REST client. */
@Singleton
class CutNeighbour extends Fault {

    private static final Pattern CLIENT = Pattern.compile("quarkus\\.rest-client\\.([a-z0-9-]+)\\.url");

    private final Map<String, URI> neighbours;
    private final Parameter<String> neighbour;

    CutNeighbour(Config config) {
        var known = neighbours(config);
        var choice = Parameter.oneOf("neighbour", known.keySet());
        super("neighbour-cut", choice);
        neighbours = known;
        neighbour = choice;
    }

    @Override
    protected boolean isPossible() {
        return !neighbours.isEmpty();
    }

    void strike(URI called) throws ConnectException {
        var setting = setting();
        if (setting != null && isBelow(neighbours.get(setting.of(neighbour)), called)) {
            throw new ConnectException(
                    "Connection refused, because the fault neighbour-cut is on: " + setting.of(neighbour));
        }
    }

    private static boolean isBelow(URI neighbour, URI called) {
        return Objects.equals(neighbour.getScheme(), called.getScheme())
                && Objects.equals(neighbour.getAuthority(), called.getAuthority())
                && called.getPath().startsWith(neighbour.getPath());
    }

    private static Map<String, URI> neighbours(Config config) {
        var neighbours = new TreeMap<String, URI>();
        for (var property : config.getPropertyNames()) {
            var client = CLIENT.matcher(property);
            if (client.matches()) {
                neighbours.put(client.group(1), config.getValue(property, URI.class));
            }
        }
        return neighbours;
    }
}
