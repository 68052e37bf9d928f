package shop.order.client;

import jakarta.ws.rs.WebApplicationException;
import shop.http.problem.DependencyUnavailable;

/**
 * The other service answered 401.
 *
 * <p>This is temporary after a change of the signing keys, which services look up once in ten seconds at most. It opens
 * no circuit: the service answers.
 */
public final class TokenRejected extends DependencyUnavailable {

    TokenRejected(String service, WebApplicationException answer) {
        super(service, answer);
    }

    WebApplicationException answer() {
        return (WebApplicationException) getCause();
    }
}
