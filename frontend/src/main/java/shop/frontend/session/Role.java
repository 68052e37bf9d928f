package shop.frontend.session;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** A role that a person signs in with, each with a cookie of its own. */
@RegisterForReflection
public enum Role {
    CUSTOMER,
    OPERATOR;

    /** The name of the cookie, and of the group in access tokens. */
    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
