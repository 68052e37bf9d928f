package shop.defaults.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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

    private static final int MAX_KEPT = 2_000;
    private static final Duration KEPT_FOR = Duration.ofSeconds(60);

    private final JwtConsumer tokens;
    private final VerificationKeys keys;
    private final Clock clock;
    // By digest: the keys of a map are in every heap dump.
    private final Cache<ByteBuffer, Verified> verified;

    TokenVerifier(
            VerificationKeys keys,
            Clock clock,
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
        this.keys = keys;
        this.clock = clock;
        verified = Caffeine.newBuilder()
                .maximumSize(MAX_KEPT)
                .expireAfterWrite(KEPT_FOR)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build();
    }

    /** Verifies a token, or returns the caller of a token that was verified before. */
    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        var known = known(token);
        return known.isPresent() ? known.get() : verify(token);
    }

    /** The caller of a token that was verified in the last minute, has not expired and whose keys have not changed. */
    Optional<JWTCallerPrincipal> known(String token) {
        return Optional.ofNullable(verified.getIfPresent(digest(token)))
                .filter(verified -> verified.version.equals(keys.version()))
                .map(Verified::caller)
                .filter(caller -> clock.instant().getEpochSecond() < caller.getExpirationTime());
    }

    private JWTCallerPrincipal verify(String token) throws ParseException {
        var compact = COMPACT.matcher(token);
        if (!compact.matches()) {
            throw new ParseException("The access token is not a JSON Web Signature");
        }
        // Before the keys are read: if they change meanwhile, the token is verified again.
        var version = keys.version();
        try {
            var caller =
                    new DefaultJWTCallerPrincipal(compact.group(1), "JWT", tokens.processToClaims(compact.group(1)));
            verified.put(digest(token), new Verified(caller, version));
            return caller;
        } catch (InvalidJwtException e) {
            throw new ParseException("The access token is not valid", e);
        }
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Verified(JWTCallerPrincipal caller, Object version) {}
}
