package shop.defaults.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import shop.defaults.problem.Forbidden;

/** Who made the request at hand. */
@RequestScoped
public class Caller {

    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /**
     * The user's id.
     *
     * @throws Forbidden where the caller is no user but a service
     */
    public UUID userId() {
        try {
            return UUID.fromString(token.getSubject());
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
