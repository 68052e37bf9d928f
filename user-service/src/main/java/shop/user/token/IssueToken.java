package shop.user.token;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import shop.defaults.security.Role;
import shop.user.Authentication;
import shop.user.UserConfig;

/** Issues an access token in exchange for valid credentials. */
@Singleton
class IssueToken {

    private final Authentication authentication;
    private final LoginFailures failures;
    private final AccessTokens tokens;
    private final Map<String, String> clientSecrets;

    IssueToken(Authentication authentication, LoginFailures failures, AccessTokens tokens, UserConfig config) {
        this.authentication = authentication;
        this.failures = failures;
        this.tokens = tokens;
        this.clientSecrets = config.clients();
    }

    /**
     * Returns a signed access token.
     *
     * @throws TokenRefused if the credentials are wrong or the user is locked
     */
    String issue(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Password password -> issue(password);
            case Credentials.ClientSecret client -> issue(client);
        };
    }

    private String issue(Credentials.Password credentials) {
        var email = authentication.normalized(credentials.email());
        refuseWhileLocked(email);
        var user = authentication.authenticate(email, credentials.password());
        if (user.isEmpty()) {
            failures.add(email);
            refuseWhileLocked(email);
            throw TokenRefused.invalidGrant();
        }
        failures.clear(email);
        return tokens.sign(user.get().id().toString(), user.get().role());
    }

    private String issue(Credentials.ClientSecret client) {
        authenticate(client);
        return tokens.sign(client.clientId(), Role.SERVICE);
    }

    /** @throws TokenRefused if there is no such client or its secret is wrong */
    void authenticate(Credentials.ClientSecret client) {
        var expected = clientSecrets.get(client.clientId());
        if (expected == null || !MessageDigest.isEqual(bytes(expected), bytes(client.secret()))) {
            throw TokenRefused.invalidClient();
        }
    }

    private void refuseWhileLocked(String email) {
        failures.lockOf(email).ifPresent(remaining -> {
            throw TokenRefused.tooManyFailures(remaining);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
