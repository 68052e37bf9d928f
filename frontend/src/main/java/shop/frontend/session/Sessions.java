package shop.frontend.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import shop.frontend.Calls;
import shop.frontend.Calls.Answer;
import shop.frontend.FrontendConfig;
import shop.frontend.TooManyRequests;
import shop.http.problem.DependencyUnavailable;
import shop.http.problem.Forbidden;
import shop.http.problem.Problem;
import shop.http.problem.Unauthenticated;

/**
 * Sessions of signed-in persons.
 *
 * <p>user-service verifies an access token as it answers for its user; the frontend remembers the answer until the
 * token expires.
 */
@Singleton
public class Sessions {

    private static final String USER_SERVICE = "user-service";
    private static final int MAX_REMEMBERED = 1_000;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Calls calls;
    private final FrontendConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<String, Session> remembered = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MAX_REMEMBERED;
        }
    });

    Sessions(Calls calls, FrontendConfig config, ObjectMapper json) {
        this.calls = calls;
        this.config = config;
        this.json = json;
        clock = Clock.systemUTC();
    }

    /** A session with the access token that proves it. */
    record SignedIn(Session session, String token, Duration lifetime) {

        @Override
        public String toString() {
            return "SignedIn";
        }
    }

    /** @throws Problem if the credentials are wrong, or user-service does not answer */
    SignedIn signIn(String username, String password) {
        var form = "grant_type=password&username=" + Calls.encoded(username) + "&password=" + Calls.encoded(password);
        var answer = call(
                HttpMethod.POST,
                "/oauth/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Buffer.buffer(form));
        if (answer.status() == TOO_MANY_REQUESTS) {
            throw new TooManyRequests(seconds(answer.headers().get(HttpHeaders.RETRY_AFTER)));
        }
        if (!answer.isSuccess()) {
            throw new Unauthenticated("The e-mail address or the password is wrong.");
        }
        var issued = calls.parse(answer);
        var token = issued.path("access_token").asText();
        var session = of(token).orElseThrow(() -> new Unauthenticated("This account cannot sign in here."));
        return new SignedIn(
                session, token, Duration.ofSeconds(issued.path("expires_in").asLong()));
    }

    public Optional<Session> of(HttpServerRequest request, Role role) {
        return SessionCookies.token(request, role).flatMap(this::of).filter(session -> session.role() == role);
    }

    /** @throws Problem if nobody has signed in */
    public void requireAny(HttpServerRequest request) {
        if (Stream.of(Role.values()).allMatch(role -> of(request, role).isEmpty())) {
            throw new Unauthenticated("Sign in first.");
        }
    }

    /** @throws Problem unless an operator has signed in */
    public void requireOperator(HttpServerRequest request) {
        if (of(request, Role.OPERATOR).isEmpty()) {
            requireAny(request);
            throw new Forbidden("This is for operators.");
        }
    }

    private Optional<Session> of(String token) {
        var known = remembered.get(token);
        if (known == null) {
            known = ask(token).orElse(null);
        }
        if (known == null || !known.expiresAt().isAfter(clock.instant())) {
            remembered.remove(token);
            return Optional.empty();
        }
        remembered.put(token, known);
        return Optional.of(known);
    }

    private Optional<Session> ask(String token) {
        return claims(token).flatMap(claims -> {
            var answer = call(
                    HttpMethod.GET,
                    "/users/" + claims.userId(),
                    Map.of("Authorization", "Bearer " + token),
                    Buffer.buffer());
            if (!answer.isSuccess()) {
                return Optional.empty();
            }
            var user = calls.parse(answer);
            return Optional.of(new Session(
                    claims.userId().toString(),
                    user.path("name").asText(),
                    claims.role(),
                    claims.expiresAt(),
                    isDemo(claims.role(), user.path("email").asText())));
        });
    }

    private boolean isDemo(Role role, String email) {
        var account = role == Role.OPERATOR ? config.operator() : config.demoCustomer();
        return config.faultsEnabled()
                && account.isSet()
                && account.email().orElseThrow().equalsIgnoreCase(email);
    }

    private record Claims(UUID userId, Role role, Instant expiresAt) {}

    /** Claims that nobody has verified; empty if they are not those of a person. */
    private Optional<Claims> claims(String token) {
        try {
            var payload = json.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
            return role(payload)
                    .map(role -> new Claims(
                            UUID.fromString(payload.path("sub").asText()),
                            role,
                            Instant.ofEpochSecond(payload.path("exp").asLong())));
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<Role> role(JsonNode payload) {
        return Stream.of(Role.values())
                .filter(role ->
                        role.toString().equals(payload.path("groups").path(0).asText()))
                .findFirst();
    }

    private Answer call(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
        var address = Calls.address(config.service(USER_SERVICE).url(), path);
        Answer answer;
        try {
            answer = Calls.await(calls.send(method, address, headers, body));
        } catch (CompletionException e) {
            throw new DependencyUnavailable(USER_SERVICE, e.getCause());
        }
        if (answer.status() >= 500) {
            throw new DependencyUnavailable(USER_SERVICE, null);
        }
        return answer;
    }

    private static Duration seconds(String retryAfter) {
        return Duration.ofSeconds(retryAfter == null ? 1 : Long.parseLong(retryAfter));
    }
}
