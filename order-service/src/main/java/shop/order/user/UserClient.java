package shop.order.user;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import shop.defaults.problem.DependencyUnavailable;
import shop.order.client.Neighbours;
import shop.order.client.RequestRefused;

/** Asks user-service. */
@Singleton
public class UserClient {

    private static final String SERVICE = "user-service";

    private final UserApi api;
    private final Neighbours neighbours;

    UserClient(@RestClient UserApi api, Neighbours neighbours) {
        this.api = api;
        this.neighbours = neighbours;
    }

    /** @return empty where there is no such user */
    @CircuitBreaker(
            failOn = DependencyUnavailable.class,
            skipOn = RequestRefused.class,
            requestVolumeThreshold = 10,
            delay = 2_000)
    @Fallback(fallbackMethod = "unavailable", applyOn = CircuitBreakerOpenException.class)
    public Optional<User> fetch(UUID id) {
        try {
            return Optional.of(neighbours.call(SERVICE, authorization -> api.read(id, authorization)));
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == 404) {
                return Optional.empty();
            }
            throw new RequestRefused(SERVICE, e);
        }
    }

    Optional<User> unavailable(UUID id, CircuitBreakerOpenException open) {
        throw new DependencyUnavailable(SERVICE, open);
    }
}
