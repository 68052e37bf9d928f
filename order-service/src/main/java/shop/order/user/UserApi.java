package shop.order.user;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The REST calls to user-service. */
@RegisterRestClient(configKey = "user-service")
@Path("/users")
interface UserApi {

    @GET
    @Path("/{id}")
    Uni<User> read(UUID id, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);
}
