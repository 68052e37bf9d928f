package shop.backends.quarkus;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.UUID;

/** Access tokens of {@link IssuerTestResource}. */
public final class TestTokens {

    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private TestTokens() {}

    public static String customer(UUID id) {
        return signed(id.toString(), "customer", LIFETIME);
    }

    public static String operator() {
        return operator(UUID.randomUUID());
    }

    public static String operator(UUID id) {
        return signed(id.toString(), "operator", LIFETIME);
    }

    public static String service() {
        return signed("order-service", "service", LIFETIME);
    }

    public static String expired() {
        return signed(UUID.randomUUID().toString(), "operator", LIFETIME.negated());
    }

    private static String signed(String subject, String group, Duration lifetime) {
        return Jwt.issuer("shop-user-service")
                .audience("shop")
                .subject(subject)
                .groups(group)
                .expiresIn(lifetime)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(IssuerTestResource.KEY_ID)
                .sign();
    }
}
