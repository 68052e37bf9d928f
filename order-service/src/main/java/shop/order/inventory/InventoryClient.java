package shop.order.inventory;

import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import shop.defaults.problem.DependencyUnavailable;
import shop.order.client.Neighbours;
import shop.order.client.RequestRefused;
import telemetry.Causes;

/** Asks inventory-service for stock. */
@Singleton
public class InventoryClient {

    private static final String SERVICE = "inventory-service";

    private final InventoryApi api;
    private final Neighbours neighbours;

    InventoryClient(@RestClient InventoryApi api, Neighbours neighbours) {
        this.api = api;
        this.neighbours = neighbours;
    }

    /**
     * Holds stock for an order; asked again, answers the same.
     *
     * @throws OutOfStock where there is less of a product than wanted
     * @throws UnknownProduct where a line names a product that does not exist
     * @throws DependencyUnavailable where that is not known: the stock may be held
     */
    @CircuitBreaker(
            failOn = DependencyUnavailable.class,
            skipOn = RequestRefused.class,
            requestVolumeThreshold = 10,
            delay = 2_000)
    @Fallback(fallbackMethod = "unavailable", applyOn = CircuitBreakerOpenException.class)
    public Reservation reserve(UUID orderId, List<Reservation.Wanted> lines) {
        try {
            var request = new InventoryApi.Request(orderId, lines);
            var reservation = neighbours.call(SERVICE, authorization -> api.reserve(request, authorization));
            if (!reservation.holds(lines)) {
                throw new DependencyUnavailable(SERVICE, null);
            }
            return reservation;
        } catch (WebApplicationException refused) {
            throw meaning(refused);
        }
    }

    Reservation unavailable(UUID orderId, List<Reservation.Wanted> lines, CircuitBreakerOpenException open) {
        throw new DependencyUnavailable(SERVICE, open);
    }

    /** Whether the request never left, so that nothing can be held for it. */
    public static boolean wasNotAsked(DependencyUnavailable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof CircuitBreakerOpenException
                        || cause instanceof ConnectException
                        || cause instanceof UnknownHostException);
    }

    /**
     * Gives back what is held for an order, if anything is, and sees to it that nothing will be.
     *
     * @throws DependencyUnavailable where that is not known
     * @throws IllegalStateException where inventory-service refuses it, which it never should
     */
    public void release(UUID orderId) {
        try {
            neighbours.call(SERVICE, authorization -> api.release(orderId, authorization));
        } catch (WebApplicationException refused) {
            throw new IllegalStateException(SERVICE + " keeps the stock of an order that is over", refused);
        }
    }

    private static RuntimeException meaning(WebApplicationException refused) {
        var refusal = read(refused);
        return switch (refusal.map(InventoryApi.Refusal::type).orElse("")) {
            case "urn:shop:problem:insufficient-stock" ->
                new OutOfStock(refusal.get().shortages());
            case "urn:shop:problem:unknown-product" ->
                new UnknownProduct(refusal.get().detail());
            default -> new RequestRefused(SERVICE, refused);
        };
    }

    private static Optional<InventoryApi.Refusal> read(WebApplicationException refused) {
        try {
            return Optional.ofNullable(refused.getResponse().readEntity(InventoryApi.Refusal.class));
        } catch (ProcessingException unreadable) {
            return Optional.empty();
        }
    }
}
