package shop.order.inventory;

import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
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

/** Client for inventory-service. */
@Singleton
public class InventoryClient {

    private static final RemoteService SERVICE = new RemoteService("inventory-service");

    private final InventoryApi api;
    private final ServiceToken token;

    InventoryClient(@RestClient InventoryApi api, ServiceToken token) {
        this.api = api;
        this.token = token;
    }

    /**
     * Reserves stock for an order; idempotent.
     *
     * @throws OutOfStock if there is too little of a product
     * @throws UnknownProduct if a line names a product that does not exist
     * @throws DeadlineExceeded if too little time is left; nothing was requested, so that nothing is held
     * @throws NotSent if nothing was requested, so that nothing is held
     * @throws DependencyUnavailable if the outcome is unknown: the stock may be held
     * @throws UnexpectedAnswer if user-service or inventory-service refused the request; nothing is held
     */
    public Reservation reserve(UUID orderId, List<Reservation.Requested> lines, Deadline deadline) {
        // Outside of the circuit, which must not open when user-service is down or others have used up the time.
        return token.authorize(
                authorization -> {
                    deadline.check();
                    return reserve(orderId, lines, authorization, deadline);
                },
                deadline);
    }

    @CircuitBreaker(
            failOn = DependencyUnavailable.class,
            skipOn = TokenRejected.class,
            requestVolumeThreshold = 10,
            delay = 2_000)
    @Fallback(fallbackMethod = "unavailable", applyOn = CircuitBreakerOpenException.class)
    Reservation reserve(UUID orderId, List<Reservation.Requested> lines, String authorization, Deadline deadline) {
        try {
            var request = new InventoryApi.Request(orderId, lines);
            var reservation = SERVICE.await(api.reserve(request, authorization), deadline);
            if (!reservation.holds(lines)) {
                throw new DependencyUnavailable(SERVICE.name(), null);
            }
            return reservation;
        } catch (WebApplicationException refusal) {
            throw meaning(refusal);
        }
    }

    Reservation unavailable(
            UUID orderId,
            List<Reservation.Requested> lines,
            String authorization,
            Deadline deadline,
            CircuitBreakerOpenException open) {
        throw new NotSent(SERVICE.name(), open);
    }

    private static RuntimeException meaning(WebApplicationException answer) {
        var refusal = read(answer);
        return switch (refusal.map(InventoryApi.Refusal::type).orElse("")) {
            case "urn:shop:problem:insufficient-stock" ->
                new OutOfStock(refusal.get().shortages());
            case "urn:shop:problem:unknown-product" ->
                new UnknownProduct(refusal.get().detail());
            // The request took so long that the order was abandoned and its reservation released.
            case "urn:shop:problem:reservation-conflict" -> new DependencyUnavailable(SERVICE.name(), answer);
            default -> new UnexpectedAnswer(SERVICE.name(), answer);
        };
    }

    private static Optional<InventoryApi.Refusal> read(WebApplicationException answer) {
        try {
            return Optional.ofNullable(answer.getResponse().readEntity(InventoryApi.Refusal.class));
        } catch (ProcessingException unreadable) {
            return Optional.empty();
        }
    }
}
