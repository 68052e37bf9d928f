package shop.order.client;

import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Set;
import java.util.function.Function;
import shop.defaults.problem.DependencyUnavailable;

/** Calls other services as this service. */
@Singleton
public class Neighbours {

    private static final int UNAUTHORIZED = 401;
    private static final Set<Integer> NOT_ABOUT_THE_REQUEST = Set.of(UNAUTHORIZED, 403, 408, 429);

    private final ServiceToken token;

    Neighbours(ServiceToken token) {
        this.token = token;
    }

    /**
     * @param name of the service that is called
     * @param request makes the call with the value of an {@code Authorization} header
     * @throws DependencyUnavailable where the service, or the one that gives tokens, is down, slow or refuses this service
     * @throws WebApplicationException where the answer is a refusal of this very request
     */
    public <T> T call(String name, Function<String, T> request) {
        try {
            return withToken(request);
        } catch (WebApplicationException e) {
            var status = e.getResponse().getStatus();
            if (status >= 500 || NOT_ABOUT_THE_REQUEST.contains(status)) {
                throw new DependencyUnavailable(name, e);
            }
            throw e;
        } catch (ProcessingException e) {
            throw new DependencyUnavailable(name, e);
        }
    }

    /** Once more with a new token where the held one is not taken: the issuer's keys may have changed. */
    private <T> T withToken(Function<String, T> request) {
        var authorization = token.authorization();
        try {
            return request.apply(authorization);
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() != UNAUTHORIZED) {
                throw e;
            }
            token.discard(authorization);
            return request.apply(token.authorization());
        }
    }
}
