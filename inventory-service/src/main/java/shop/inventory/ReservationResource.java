package shop.inventory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import shop.defaults.Created;
import shop.defaults.security.Role;
import shop.http.problem.NotFound;
import shop.inventory.Reservation.Requested;
import telemetry.traces.BusinessSpans;

/** REST resource of reservations, for other services. */
@Path("/reservations")
@RunOnVirtualThread
class ReservationResource {

    @RegisterForReflection
    record Request(
            @NotNull UUID orderId,
            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid Line> lines) {

        record Line(
                @NotNull @Pattern(regexp = Product.SLUG) String productId,
                @NotNull @Min(1) @Max(1_000) Long quantity) {

            Requested requested() {
                return new Requested(productId, quantity);
            }
        }
    }

    private final ReserveStock reserveStock;
    private final ReservationRepository reservations;
    private final BusinessSpans spans;

    ReservationResource(ReserveStock reserveStock, ReservationRepository reservations, BusinessSpans spans) {
        this.reserveStock = reserveStock;
        this.reservations = reservations;
        this.spans = spans;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.SERVICE)
    public RestResponse<Reservation> reserve(@NotNull @Valid Request request) {
        var requested = request.lines().stream().map(Request.Line::requested).toList();
        var outcome = spans.call("reserve stock", span -> {
            span.setAttribute("shop.order.id", request.orderId().toString());
            return reserveStock.reserve(request.orderId(), requested);
        });
        return outcome.isNew()
                ? Created.at("/reservations/" + request.orderId(), outcome.reservation())
                : RestResponse.ok(outcome.reservation());
    }

    @GET
    @Path("/{orderId}")
    @RolesAllowed({Role.SERVICE, Role.OPERATOR})
    public Reservation read(UUID orderId) {
        return reservations.find(orderId).orElseThrow(() -> new NotFound("reservation for order " + orderId));
    }
}
