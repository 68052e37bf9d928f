package shop.defaults.security;

import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** The public keys that access tokens are verified with. */
public interface VerificationKeys extends VerificationKeyResolver {}
