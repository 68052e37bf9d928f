package shop.user;

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

/** Counts failed logins of an account, and locks it for a while past too many; a Redis that is down locks nobody out. */
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

    /** How long the account is locked still; empty where it is not. */
    Optional<Duration> lockOf(String account) {
        var count = tryTo("GET", () -> counts.get(key(account))).orElse(0L);
        return count < LOCKED_FROM ? Optional.empty() : tryTo("TTL", () -> Duration.ofSeconds(keys.ttl(key(account))));
    }

    void add(String account) {
        // Its end comes with the key: a count whose end is lost would lock the account for ever.
        var begun = tryTo("SET", () -> {
            counts.set(key(account), 0L, new SetArgs().nx().ex(WINDOW));
            return true;
        });
        begun.ifPresent(_ -> tryTo("INCR", () -> counts.incr(key(account))));
    }

    void clear(String account) {
        tryTo("DEL", () -> keys.del(key(account)));
    }

    /** Without the e-mail address itself, so that neither Redis nor a span holds one. */
    private static String key(String account) {
        return "login-failures:" + UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8));
    }

    private <R> Optional<R> tryTo(String commandName, Supplier<R> command) {
        return optional.tryTo("count failed logins", commandName, command);
    }
}
