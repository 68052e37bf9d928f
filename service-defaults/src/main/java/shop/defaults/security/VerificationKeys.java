package shop.defaults.security;

import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** The public keys that verify access tokens. */
public interface VerificationKeys extends VerificationKeyResolver {

    /** Differs after keys were added or removed; never blocks. */
    Object version();
}
