package shop.order.inventory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The REST calls to inventory-service. */
@RegisterRestClient(configKey = "inventory-service")
@Path("/reservations")
interface InventoryApi {

    @RegisterForReflection
    record Request(UUID orderId, List<Reservation.Requested> lines) {}

    /** The members of a problem that decide what it means for an order. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refusal(String type, String detail, List<OutOfStock.Shortage> shortages) {}

    @POST
    Uni<Reservation> reserve(Request request, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);
}
