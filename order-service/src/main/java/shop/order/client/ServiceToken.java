package shop.order.client;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** The access token that this service shows to its neighbours: fetched at the start, renewed before it ends. */
@Singleton
class ServiceToken {

    private static final Duration RENEWED_BEFORE_ITS_END = Duration.ofMinutes(2);
    private static final Logger LOG = Logger.getLogger(ServiceToken.class);
    private static final Held NONE = new Held("", Instant.MIN);

    private final TokenApi api;
    private final Clock clock;
    private final String clientId;
    private final String clientSecret;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile Held held = NONE;
    private volatile Failed failed = new Failed(null, Instant.MIN);

    private record Held(String authorization, Instant goodUntil) {}

    private record Failed(RuntimeException failure, Instant at) {}

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

    void fetchAhead(@Observes StartupEvent started) {
        renewInBackground();
    }

    /** The value of an {@code Authorization} header. */
    String authorization() {
        var current = held;
        var now = clock.instant();
        if (!now.isBefore(current.goodUntil)) {
            return renewed();
        }
        if (!now.isBefore(current.goodUntil.minus(RENEWED_BEFORE_ITS_END)) && !renewal.isLocked()) {
            renewInBackground();
        }
        return current.authorization;
    }

    /** Forgets a token that a neighbour did not take, unless it has been renewed already. */
    void discard(String authorization) {
        if (held.authorization.equals(authorization)) {
            held = NONE;
        }
    }

    private String renewed() {
        var asked = clock.instant();
        renewal.lock();
        try {
            if (clock.instant().isBefore(held.goodUntil)) {
                return held.authorization;
            }
            // Who has waited for an attempt that failed would not fare better with the next.
            if (failed.at.isAfter(asked)) {
                throw failed.failure;
            }
            return fetched();
        } finally {
            renewal.unlock();
        }
    }

    private void renewInBackground() {
        Thread.startVirtualThread(() -> {
            if (!renewal.tryLock()) {
                return;
            }
            try {
                fetched();
            } catch (RuntimeException e) {
                LOG.debugf("Cannot fetch a token yet: %s", e.getMessage());
            } finally {
                renewal.unlock();
            }
        });
    }

    private String fetched() {
        try {
            var token = api.token("client_credentials", clientId, clientSecret);
            held = new Held("Bearer " + token.accessToken(), clock.instant().plusSeconds(token.expiresIn()));
            return held.authorization;
        } catch (RuntimeException e) {
            failed = new Failed(e, clock.instant());
            throw e;
        }
    }
}
