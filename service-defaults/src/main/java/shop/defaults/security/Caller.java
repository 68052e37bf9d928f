package shop.defaults.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import shop.http.problem.Forbidden;

/** The authenticated caller of the current request. */
@RequestScoped
public class Caller {

    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /** @throws Forbidden if the caller is a service instead of a user */
    public UUID userId() {
        try {
            // The token of another issuer may have none.
            return UUID.fromString(String.valueOf(token.getSubject()));
        } catch (IllegalArgumentException e) {
            throw new Forbidden();
        }
    }

    public boolean isUser(UUID id) {
        return id.toString().equals(token.getSubject());
    }

    public boolean is(String role) {
        return token.getGroups().contains(role);
    }
}
