package shop.order.inventory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The calls of inventory-service that are made here. */
@RegisterRestClient(configKey = "inventory-service")
@Path("/reservations")
interface InventoryApi {

    @RegisterForReflection
    record Request(UUID orderId, List<Reservation.Wanted> lines) {}

    /** A refusal, as far as it is read here. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refusal(String type, String detail, List<OutOfStock.Shortage> shortages) {}

    @POST
    Reservation reserve(Request request, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    @POST
    @Path("/{orderId}/release")
    Reservation release(UUID orderId, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);
}
