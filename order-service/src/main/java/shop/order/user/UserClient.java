package shop.order.user;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import shop.defaults.Deadline;
import shop.http.problem.DeadlineExceeded;
import shop.http.problem.DependencyUnavailable;
import shop.order.client.NotSent;
import shop.order.client.RemoteService;
import shop.order.client.ServiceToken;
import shop.order.client.TokenRejected;
import shop.order.client.UnexpectedAnswer;

/** Client for user-service. */
@Singleton
public class UserClient {

    private static final RemoteService SERVICE = new RemoteService("user-service");
    private static final int NOT_FOUND = 404;

    private final UserApi api;
    private final ServiceToken token;

    UserClient(@RestClient UserApi api, ServiceToken token) {
        this.api = api;
        this.token = token;
    }

    /**
     * Returns the user, or empty if there is none of this id.
     *
     * @throws DeadlineExceeded if no time is left
     * @throws DependencyUnavailable if user-service is down, slow or does not accept the token
     * @throws UnexpectedAnswer if user-service refused the request
     */
    @CircuitBreaker(
            failOn = DependencyUnavailable.class,
            skipOn = TokenRejected.class,
            requestVolumeThreshold = 10,
            delay = 2_000)
    @Fallback(fallbackMethod = "unavailable", applyOn = CircuitBreakerOpenException.class)
    public Optional<User> fetch(UUID id, Deadline deadline) {
        try {
            return Optional.of(
                    token.authorize(authorization -> SERVICE.await(api.read(id, authorization), deadline), deadline));
        } catch (WebApplicationException refusal) {
            if (refusal.getResponse().getStatus() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new UnexpectedAnswer(SERVICE.name(), refusal);
        }
    }

    Optional<User> unavailable(UUID id, Deadline deadline, CircuitBreakerOpenException open) {
        throw new NotSent(SERVICE.name(), open);
    }
}
