package shop.user;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.defaults.security.Role;

/** Trades a password or a client secret for an access token. */
@Singleton
class IssueToken {

    static final Duration LIFETIME = Duration.ofSeconds(900);

    private final UserRepository users;
    private final Passwords passwords;
    private final LoginFailures failures;
    private final Map<String, String> clientSecrets;
    private final SigningKeys keys;
    private final Clock clock;
    private final String issuer;
    private final Set<String> audiences;
    private final String hashOfNobody;

    IssueToken(
            UserRepository users,
            Passwords passwords,
            LoginFailures failures,
            AccountSettings settings,
            SigningKeys keys,
            Clock clock,
            @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer,
            @ConfigProperty(name = "mp.jwt.verify.audiences") Set<String> audiences) {
        this.users = users;
        this.passwords = passwords;
        this.failures = failures;
        this.clientSecrets = settings.clients();
        this.keys = keys;
        this.clock = clock;
        this.issuer = issuer;
        this.audiences = audiences;
        this.hashOfNobody = passwords.hash("nobody has this password");
    }

    /** @throws TokenRefused where the account is locked, or does not exist, or the password is not its own */
    String forPassword(String email, String password) {
        var account = User.normalized(email);
        refuseWhileLocked(account);
        var user = users.byEmail(account);
        // An unknown account takes as long as a wrong password, so that time tells nobody who has an account.
        var hash = user.map(known -> known.passwordHash).orElse(hashOfNobody);
        if (!passwords.matches(password, hash) || user.isEmpty()) {
            failures.add(account);
            refuseWhileLocked(account);
            throw TokenRefused.invalidGrant();
        }
        failures.clear(account);
        return token(user.get().id.toString(), user.get().role.group);
    }

    /** @throws TokenRefused where there is no such client, or the secret is not its own */
    String forClient(String id, String secret) {
        var expected = clientSecrets.get(id);
        if (expected == null || !MessageDigest.isEqual(bytes(expected), bytes(secret))) {
            throw TokenRefused.invalidClient();
        }
        return token(id, Role.SERVICE);
    }

    private void refuseWhileLocked(String account) {
        failures.lockOf(account).ifPresent(remaining -> {
            throw TokenRefused.tooManyFailures(remaining);
        });
    }

    private String token(String subject, String group) {
        Instant now = clock.instant();
        return Jwt.issuer(issuer)
                .audience(audiences)
                .subject(subject)
                .groups(group)
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(keys.current().getKeyId())
                .sign(keys.current().getPrivateKey());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
