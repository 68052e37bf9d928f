package shop.user;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import shop.defaults.security.Role;

/** Issues an access token in exchange for valid credentials. */
@Singleton
class IssueToken {

    private final UserRepository users;
    private final Passwords passwords;
    private final LoginFailures failures;
    private final AccessTokens tokens;
    private final Map<String, String> clientSecrets;
    private final String hashOfNobody;

    IssueToken(
            UserRepository users, Passwords passwords, LoginFailures failures, AccessTokens tokens, UserConfig config) {
        this.users = users;
        this.passwords = passwords;
        this.failures = failures;
        this.tokens = tokens;
        this.clientSecrets = config.clients();
        this.hashOfNobody = passwords.hash("nobody has this password");
    }

    /**
     * Returns a signed access token.
     *
     * @throws TokenRefused if the credentials are wrong or the account is locked
     */
    String issue(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Password password -> issue(password);
            case Credentials.ClientSecret client -> issue(client);
        };
    }

    private String issue(Credentials.Password credentials) {
        var account = User.normalized(credentials.email());
        refuseWhileLocked(account);
        var user = users.byEmail(account);
        // An unknown account takes as long as a wrong password, so that timing does not reveal which accounts exist.
        var hash = user.map(known -> known.passwordHash).orElse(hashOfNobody);
        if (!passwords.matches(credentials.password(), hash) || user.isEmpty()) {
            failures.add(account);
            refuseWhileLocked(account);
            throw TokenRefused.invalidGrant();
        }
        failures.clear(account);
        return tokens.sign(user.get().id.toString(), user.get().role.group);
    }

    private String issue(Credentials.ClientSecret credentials) {
        var expected = clientSecrets.get(credentials.clientId());
        if (expected == null || !MessageDigest.isEqual(bytes(expected), bytes(credentials.secret()))) {
            throw TokenRefused.invalidClient();
        }
        return tokens.sign(credentials.clientId(), Role.SERVICE);
    }

    private void refuseWhileLocked(String account) {
        failures.lockOf(account).ifPresent(remaining -> {
            throw TokenRefused.tooManyFailures(remaining);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
