package shop.defaults.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.value.ValueCommands;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Values by key, kept in Redis as JSON for a while after they were loaded.
 *
 * <p>A Redis that is down makes reads slower, never wrong: the value is loaded instead.
 */
public final class ReadThroughCache<V> {

    private static final Logger LOG = Logger.getLogger(ReadThroughCache.class);

    private final String name;
    private final Class<V> type;
    private final Duration timeToLive;
    private final ValueCommands<String, String> values;
    private final KeyCommands<String> keys;
    private final OptionalRedis optional;
    private final ObjectMapper json;
    private final Counter hits;
    private final Counter misses;
    private final CacheOff off;

    ReadThroughCache(
            String name,
            Class<V> type,
            Duration timeToLive,
            RedisDataSource redis,
            OptionalRedis optional,
            ObjectMapper json,
            MeterRegistry registry,
            CacheOff off) {
        this.name = name;
        this.type = type;
        this.timeToLive = timeToLive;
        this.values = redis.value(String.class);
        this.keys = redis.key();
        this.optional = optional;
        this.json = json;
        this.hits = registry.counter("cache.hits", "cache_name", name);
        this.misses = registry.counter("cache.misses", "cache_name", name);
        this.off = off;
    }

    /** The cached value, or the one that the loader finds; what it does not find is not cached. */
    public Optional<V> get(Object key, Supplier<Optional<V>> loader) {
        if (off.isOn()) {
            misses.increment();
            return loader.get();
        }
        var answer = ask(key);
        var cached = answer.flatMap(found -> found).map(this::parse);
        if (cached.isPresent()) {
            hits.increment();
            return cached;
        }
        misses.increment();
        var loaded = loader.get();
        if (answer.isPresent()) {
            loaded.ifPresent(value -> write(key, value));
        }
        return loaded;
    }

    public void evict(Object key) {
        tryTo("evict from", "DEL", () -> keys.del(redisKey(key)));
    }

    /** Empty where Redis does not answer: nobody waits for it a second time. */
    private Optional<Optional<String>> ask(Object key) {
        return tryTo("read", "GET", () -> Optional.ofNullable(values.get(redisKey(key))));
    }

    private void write(Object key, V value) {
        tryTo("write", "PSETEX", () -> {
            values.psetex(redisKey(key), timeToLive.toMillis(), format(value));
            return null;
        });
    }

    private <R> Optional<R> tryTo(String purpose, String commandName, Supplier<R> command) {
        return optional.tryTo(purpose + " the cache " + name, commandName, command);
    }

    private String redisKey(Object key) {
        return name + ":" + key;
    }

    private String format(V value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private V parse(String text) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            LOG.warnf("The cache %s holds a value of another version", name);
            return null;
        }
    }
}
