package shop.order.client;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import shop.defaults.Deadline;
import shop.http.problem.DependencyUnavailable;

/** The access token of this service: fetched at the start and renewed in the background before it expires. */
@Singleton
public class ServiceToken {

    private static final RemoteService ISSUER = new RemoteService("user-service");
    private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofMinutes(2);
    private static final Duration BACKGROUND_LIMIT = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger(ServiceToken.class);
    private static final Held NONE = new Held("", Instant.MIN);

    private final TokenApi api;
    private final Clock clock;
    private final String clientId;
    private final String clientSecret;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile Held held = NONE;
    private volatile Failed failed = new Failed(null, Instant.MIN);

    private record Held(String authorization, Instant expiry) {}

    private record Failed(RuntimeException failure, Instant at) {}

    ServiceToken(
            @RestClient TokenApi api,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String clientId,
            @ConfigProperty(name = "service-token.client-secret") String clientSecret) {
        this.api = api;
        this.clock = clock;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    void fetchAhead(@Observes StartupEvent started) {
        renewInBackground();
    }

    /**
     * Makes a call with the token, and once more with a new one if it is rejected: the issuer's keys may have changed.
     *
     * @param call given the value of an {@code Authorization} header
     * @throws NotSent if user-service cannot issue a token
     */
    public <T> T authorize(Function<String, T> call, Deadline deadline) {
        var authorization = authorization(deadline);
        try {
            return call.apply(authorization);
        } catch (TokenRejected rejected) {
            discard(authorization);
            return call.apply(authorization(deadline));
        }
    }

    String authorization(Deadline deadline) {
        var current = held;
        var now = clock.instant();
        if (!now.isBefore(current.expiry)) {
            return renewed(deadline);
        }
        if (!now.isBefore(current.expiry.minus(RENEWED_BEFORE_EXPIRY)) && !renewal.isLocked()) {
            renewInBackground();
        }
        return current.authorization;
    }

    private void discard(String authorization) {
        if (held.authorization.equals(authorization)) {
            held = NONE;
        }
    }

    private String renewed(Deadline deadline) {
        var start = clock.instant();
        lockRenewal(deadline);
        try {
            if (clock.instant().isBefore(held.expiry)) {
                return held.authorization;
            }
            // Callers that waited for a failed attempt share its failure: the next would take as long.
            if (failed.at.isAfter(start)) {
                throw failed.failure;
            }
            return fetched(deadline);
        } finally {
            renewal.unlock();
        }
    }

    private void lockRenewal(Deadline deadline) {
        try {
            if (renewal.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new NotSent(ISSUER.name(), null);
    }

    private void renewInBackground() {
        Thread.startVirtualThread(() -> {
            if (!renewal.tryLock()) {
                return;
            }
            try {
                fetched(Deadline.after(BACKGROUND_LIMIT));
            } catch (RuntimeException e) {
                LOG.debugf("Cannot fetch a token yet: %s", e.getMessage());
            } finally {
                renewal.unlock();
            }
        });
    }

    private String fetched(Deadline deadline) {
        try {
            var token = ISSUER.await(api.token("client_credentials", clientId, clientSecret), deadline);
            held = new Held("Bearer " + token.accessToken(), clock.instant().plusSeconds(token.expiresIn()));
            return held.authorization;
        } catch (RuntimeException e) {
            var failure = meaning(e);
            // Other callers may have more time left than this one.
            if (!deadline.hasPassed()) {
                failed = new Failed(failure, clock.instant());
            }
            throw failure;
        }
    }

    /** Whatever happened to the token request, the request that needs the token is not sent. */
    private static RuntimeException meaning(RuntimeException failure) {
        return switch (failure) {
            case TokenRejected wrongSecret -> new UnexpectedAnswer(ISSUER.name(), wrongSecret.answer());
            case DependencyUnavailable unavailable -> new NotSent(ISSUER.name(), unavailable.getCause());
            case WebApplicationException refusal -> new UnexpectedAnswer(ISSUER.name(), refusal);
            default -> failure;
        };
    }
}
