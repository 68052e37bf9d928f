package greeting;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.logging.Logger;

@Path("/greetings/{name}")
public class GreetingResource {

    private static final Logger LOG = Logger.getLogger(GreetingResource.class);

    public record Greeting(String text) {}

    @GET
    @RunOnVirtualThread
    public Greeting greet(String name) {
        if (name.equals("nobody")) {
            throw new IllegalStateException("There is nobody to greet");
        }
        LOG.info("Greeting somebody");
        return new Greeting("Hello, " + name);
    }
}
