package shop.order.user;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The calls of user-service that are made here. */
@RegisterRestClient(configKey = "user-service")
@Path("/users")
interface UserApi {

    @GET
    @Path("/{id}")
    User read(UUID id, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);
}
