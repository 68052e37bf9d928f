package shop.order.client;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import shop.defaults.Deadline;
import shop.http.problem.DeadlineExceeded;
import shop.http.problem.DependencyUnavailable;
import telemetry.Causes;
import telemetry.traces.UnreachedServers;

/** A service that is called by REST: waits for its answers and maps its failures to problems. */
public record RemoteService(String name) {

    /**
     * Waits for an answer until the deadline, then resets the request.
     *
     * <p>The read timeout of a REST client is fixed, and does not cover the wait for a free connection.
     *
     * @throws DeadlineExceeded if it has passed already; nothing is sent then
     * @throws NotSent if no connection was made
     * @throws DependencyUnavailable if the service is down, slow, overloaded, does not accept the token or answers
     *     with what is not understood
     * @throws WebApplicationException for any other 4xx answer
     */
    public <T> T await(Uni<T> answer, Deadline deadline) {
        var remaining = deadline.remaining();
        if (remaining.isZero()) {
            throw new DeadlineExceeded();
        }
        try {
            return answer.await().atMost(remaining);
        } catch (WebApplicationException e) {
            throw meaning(e);
        } catch (RuntimeException e) {
            // Of many types: bytes that are no HTTP are an IllegalArgumentException of Netty.
            throw isUnsent(e) ? new NotSent(name, e) : new DependencyUnavailable(name, e);
        }
    }

    private RuntimeException meaning(WebApplicationException answer) {
        var status = answer.getResponse().getStatus();
        return switch (status) {
            case 401 -> new TokenRejected(name, answer);
            case 408, 429 -> new DependencyUnavailable(name, answer);
            default -> status >= 500 ? new DependencyUnavailable(name, answer) : answer;
        };
    }

    private static boolean isUnsent(Throwable failure) {
        return Causes.of(failure).anyMatch(UnreachedServers::isConnectionFailure);
    }
}
