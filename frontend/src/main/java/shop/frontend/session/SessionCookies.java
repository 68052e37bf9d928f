package shop.frontend.session;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Access tokens in cookies: one of each role, so that a person can order and break things at once. */
public final class SessionCookies {

    private SessionCookies() {}

    /** The customer's token, else the operator's. */
    public static Optional<String> token(HttpServerRequest request) {
        return Stream.of(Role.values())
                .flatMap(role -> token(request, role).stream())
                .findFirst();
    }

    public static Optional<String> token(HttpServerRequest request, Role role) {
        return request.cookies(role.toString()).stream()
                .map(cookie -> cookie.getValue())
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    static NewCookie of(Role role, String token, Duration lifetime, HttpServerRequest request) {
        var isSecure = request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        return new NewCookie.Builder(role.toString())
                .value(token)
                .path("/")
                .maxAge((int) lifetime.toSeconds())
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .secure(isSecure)
                .build();
    }

    static NewCookie cleared(Role role, HttpServerRequest request) {
        return of(role, "", Duration.ZERO, request);
    }
}
