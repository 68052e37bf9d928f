package shop.user;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Future;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import shop.defaults.cache.Caches;
import shop.defaults.cache.ReadThroughCache;
import telemetry.traces.BusinessSpans;

/** Reads users through the cache {@code users}, and changes them. */
@Singleton
@Startup
class UserDirectory {

    // A read concurrent with a change may cache the old entry for this long.
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

    /** The public part of a user. */
    @RegisterForReflection
    record Entry(UUID id, String email, String name, User.Status status, Instant createdAt) {

        static Entry of(User user) {
            return new Entry(user.id, user.email, user.name, user.status, user.createdAt);
        }
    }

    private final UserRepository users;
    private final ReadThroughCache<Entry> cache;
    private final BusinessSpans spans;

    UserDirectory(UserRepository users, Caches caches, BusinessSpans spans) {
        this.users = users;
        this.cache = caches.create("users", Entry.class, TIME_TO_LIVE);
        this.spans = spans;
    }

    Future<Optional<Entry>> find(UUID id) {
        return spans.callAsync("fetch-user", span -> {
            span.setAttribute("user.id", id.toString());
            return cache.get(id, () -> load(id));
        });
    }

    @ActivateRequestContext
    Optional<Entry> load(UUID id) {
        return users.findByIdOptional(id).map(Entry::of);
    }

    /** Changes the fields that are not null. */
    Optional<Entry> change(UUID id, String name, User.Status status) {
        var changed = store(id, name, status);
        changed.ifPresent(entry -> cache.evict(id));
        return changed;
    }

    @Transactional
    Optional<Entry> store(UUID id, String name, User.Status status) {
        var found = users.findByIdOptional(id);
        found.ifPresent(user -> {
            if (name != null) {
                user.name = name;
            }
            if (status != null) {
                user.status = status;
            }
        });
        return found.map(Entry::of);
    }
}
