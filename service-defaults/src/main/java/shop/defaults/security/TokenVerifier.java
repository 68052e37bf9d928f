package shop.defaults.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Verifies access tokens (RFC 9068) against issuer, audience and {@link VerificationKeys}.
 *
 * <p>SmallRye's own verifier fetches keys with timeouts of 20 seconds that no property shortens.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class TokenVerifier extends JWTCallerPrincipalFactory {

    private static final int CLOCK_SKEW_SECONDS = 5;

    /** Behind spaces, of which there may be several (RFC 9110, section 11.4); jose4j ignores other characters. */
    private static final Pattern COMPACT = Pattern.compile(" *([\\w-]++(?:\\.[\\w-]++){2})");

    private final JwtConsumer tokens;

    TokenVerifier(
            VerificationKeys keys,
            @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer,
            @ConfigProperty(name = "mp.jwt.verify.audiences") Set<String> audiences,
            @ConfigProperty(name = "mp.jwt.verify.publickey.algorithm") String algorithm) {
        tokens = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, algorithm)
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audiences.toArray(String[]::new))
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        var compact = COMPACT.matcher(token);
        if (!compact.matches()) {
            throw new ParseException("The access token is not a JSON Web Signature");
        }
        try {
            return new DefaultJWTCallerPrincipal(compact.group(1), "JWT", tokens.processToClaims(compact.group(1)));
        } catch (InvalidJwtException e) {
            throw new ParseException("The access token is not valid", e);
        }
    }
}
