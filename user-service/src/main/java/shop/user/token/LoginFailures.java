package shop.user.token;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.value.SetArgs;
import io.quarkus.redis.datasource.value.ValueCommands;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import shop.defaults.cache.OptionalRedis;

/** Counts failed logins per e-mail address and locks it after too many; without Redis, none is locked. */
@Singleton
class LoginFailures {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final long LOCKED_FROM = 6;

    private final OptionalRedis optional;
    private final ValueCommands<String, Long> counts;
    private final KeyCommands<String> keys;

    LoginFailures(RedisDataSource redis, OptionalRedis optional) {
        this.optional = optional;
        this.counts = redis.value(Long.class);
        this.keys = redis.key();
    }

    /** Time until the address is unlocked; empty if it is not locked. */
    Optional<Duration> lockOf(String email) {
        var count = tryTo("GET", () -> counts.get(key(email))).orElse(0L);
        return count < LOCKED_FROM ? Optional.empty() : tryTo("TTL", () -> Duration.ofSeconds(keys.ttl(key(email))));
    }

    void add(String email) {
        // The key is created with its expiry: a counter without one would lock the address for ever.
        var created = tryTo("SET", () -> {
            counts.set(key(email), 0L, new SetArgs().nx().ex(WINDOW));
            return true;
        });
        created.ifPresent(_ -> tryTo("INCR", () -> counts.incr(key(email))));
    }

    void clear(String email) {
        tryTo("DEL", () -> keys.del(key(email)));
    }

    /** Hashes the e-mail address, which neither Redis nor a span may contain. */
    private static String key(String email) {
        return "login-failures:" + UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8));
    }

    private <R> Optional<R> tryTo(String commandName, Supplier<R> command) {
        return optional.tryTo("count failed logins", commandName, command);
    }
}
