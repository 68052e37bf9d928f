package shop.frontend.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A person who has signed in.
 *
 * @param demo whether it is an account of the demo, which needs no password
 */
@RegisterForReflection
public record Session(String userId, String name, Role role, Instant expiresAt, boolean demo) {}
