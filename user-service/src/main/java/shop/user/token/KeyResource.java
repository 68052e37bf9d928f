package shop.user.token;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** REST resource of the keys that verify access tokens, as a JSON Web Key Set (RFC 7517). */
@Path("/.well-known/jwks.json")
@RunOnVirtualThread
class KeyResource {

    private final SigningKeys keys;

    KeyResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    public String keys() {
        return keys.published();
    }
}
