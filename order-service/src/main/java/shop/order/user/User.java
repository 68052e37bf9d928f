package shop.order.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/** A user, reduced to what an order depends on. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record User(UUID id, String status) {

    public boolean isSuspended() {
        return "SUSPENDED".equals(status);
    }
}
