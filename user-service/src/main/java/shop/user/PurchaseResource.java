package shop.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import shop.defaults.security.Caller;
import shop.defaults.security.Role;
import shop.http.problem.Forbidden;
import shop.http.problem.NotFound;

/** REST resource of what a user has bought. */
@Path("/users/{id}/purchases")
@RunOnVirtualThread
class PurchaseResource {

    record Purchases(
            UUID userId,
            long orders,
            BigDecimal spent,
            String currency,
            @JsonInclude(Include.NON_NULL) Instant lastOrderAt) {}

    private final PurchaseRepository purchases;
    private final Caller caller;
    private final String currency;

    PurchaseResource(PurchaseRepository purchases, Caller caller, UserConfig config) {
        this.purchases = purchases;
        this.caller = caller;
        this.currency = config.currency();
    }

    @GET
    @RolesAllowed({Role.CUSTOMER, Role.OPERATOR})
    public Purchases read(UUID id) {
        if (!caller.isUser(id) && !caller.is(Role.OPERATOR)) {
            throw new Forbidden();
        }
        return purchases
                .summary(id)
                .map(summary -> new Purchases(id, summary.orders(), summary.spent(), currency, summary.lastOrderAt()))
                .orElseThrow(() -> new NotFound("user " + id));
    }
}
