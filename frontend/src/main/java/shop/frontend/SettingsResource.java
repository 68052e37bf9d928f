package shop.frontend;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the page needs to know about this installation. */
@Path("/ui/settings")
class SettingsResource {

    @RegisterForReflection
    record Settings(List<String> demoAccounts, boolean faults, String currency, Map<String, String> links) {}

    private final Settings settings;

    SettingsResource(FrontendConfig config) {
        var links = new TreeMap<String, String>();
        config.programs().forEach((name, program) -> program.link().ifPresent(link -> links.put(name, link)));
        var accounts = Stream.of("customer", "operator")
                .filter(_ -> config.faultsEnabled())
                .filter(role -> (role.equals("operator") ? config.operator() : config.demoCustomer()).isSet())
                .toList();
        settings = new Settings(accounts, config.faultsEnabled(), config.currency(), links);
    }

    @GET
    public Settings settings() {
        return settings;
    }
}
