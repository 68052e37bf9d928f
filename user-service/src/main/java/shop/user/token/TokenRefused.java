package shop.user.token;

import java.time.Duration;
import java.util.Optional;

/** An error of the token endpoint (RFC 6749, section 5.2). */
final class TokenRefused extends RuntimeException {

    final int status;
    final String error;
    final transient Optional<Duration> retryAfter;

    private TokenRefused(int status, String error, String description, Optional<Duration> retryAfter) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
    }

    static TokenRefused invalidRequest(String description) {
        return new TokenRefused(400, "invalid_request", description, Optional.empty());
    }

    static TokenRefused unsupportedGrantType() {
        return new TokenRefused(400, "unsupported_grant_type", "Use password or client_credentials.", Optional.empty());
    }

    static TokenRefused invalidGrant() {
        return new TokenRefused(400, "invalid_grant", "The user name or the password is wrong.", Optional.empty());
    }

    static TokenRefused invalidClient() {
        return new TokenRefused(401, "invalid_client", "The client id or its secret is wrong.", Optional.empty());
    }

    static TokenRefused tooManyFailures(Duration remaining) {
        return new TokenRefused(
                429, "invalid_grant", "Too many failed logins: wait before the next one.", Optional.of(remaining));
    }
}
