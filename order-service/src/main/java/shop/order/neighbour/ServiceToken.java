package shop.order.neighbour;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The access token that this service shows to its neighbours: fetched once, renewed before it ends. */
@Singleton
class ServiceToken {

    private static final Duration RENEWED_BEFORE_ITS_END = Duration.ofMinutes(1);
    private static final Held NONE = new Held("", Instant.MIN);

    private final TokenApi api;
    private final Clock clock;
    private final String clientId;
    private final String clientSecret;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile Held held = NONE;

    private record Held(String authorization, Instant goodUntil) {}

    ServiceToken(
            @RestClient TokenApi api,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String clientId,
            @ConfigProperty(name = "neighbours.client-secret") String clientSecret) {
        this.api = api;
        this.clock = clock;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** The value of an {@code Authorization} header. */
    String authorization() {
        var current = held;
        return clock.instant().isBefore(current.goodUntil) ? current.authorization : renewed();
    }

    /** Forgets a token that a neighbour did not take, unless it has been renewed already. */
    void discard(String authorization) {
        if (held.authorization.equals(authorization)) {
            held = NONE;
        }
    }

    private String renewed() {
        renewal.lock();
        try {
            if (clock.instant().isBefore(held.goodUntil)) {
                return held.authorization;
            }
            var token = api.token("client_credentials", clientId, clientSecret);
            var goodFor = Duration.ofSeconds(token.expiresIn()).minus(RENEWED_BEFORE_ITS_END);
            held = new Held("Bearer " + token.accessToken(), clock.instant().plus(goodFor));
            return held.authorization;
        } finally {
            renewal.unlock();
        }
    }
}
