package shop.user.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs access tokens (RFC 9068). */
@Singleton
class AccessTokens {

    static final Duration LIFETIME = Duration.ofSeconds(900);

    private final SigningKeys keys;
    private final Clock clock;
    private final String issuer;
    private final Set<String> audiences;

    AccessTokens(
            SigningKeys keys,
            Clock clock,
            @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer,
            @ConfigProperty(name = "mp.jwt.verify.audiences") Set<String> audiences) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = issuer;
        this.audiences = audiences;
    }

    String sign(String subject, String role) {
        var now = clock.instant();
        return Jwt.issuer(issuer)
                .audience(audiences)
                .subject(subject)
                .groups(role)
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(keys.current().getKeyId())
                .sign(keys.current().getPrivateKey());
    }
}
