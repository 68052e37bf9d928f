package shop.defaults.cache;

import io.micrometer.core.instrument.Counter;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.vertx.core.json.DecodeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import shop.defaults.faults.Fault;

/**
 * Keeps loaded values in Redis as JSON for a limited time.
 *
 * <p>A Redis outage makes reads slower by one timeout and fails none: values are loaded instead.
 */
public final class ReadThroughCache<V> {

    private static final Logger LOG = Logger.getLogger(ReadThroughCache.class);

    private final String name;
    private final Duration timeToLive;
    private final ValueCommands<String, V> values;
    private final KeyCommands<String> keys;
    private final Caches caches;
    private final Counter hits;
    private final Counter misses;

    ReadThroughCache(String name, Class<V> type, Duration timeToLive, Caches caches) {
        this.name = name;
        this.timeToLive = timeToLive;
        this.values = caches.redis.value(type);
        this.keys = caches.redis.key();
        this.caches = caches;
        this.hits = caches.registry.counter("cache.hits", "cache_name", name);
        this.misses = caches.registry.counter("cache.misses", "cache_name", name);
    }

    /** The cached value, or else the loaded one; the absence of a value is not cached. */
    public Optional<V> get(Object key, Supplier<Optional<V>> loader) {
        // Outer: whether Redis answered. A write after an outage would wait for a second timeout.
        Optional<Optional<V>> lookup = caches.faults.isOn(Fault.CACHE_OFF)
                ? Optional.empty()
                : tryTo("read", "GET", () -> cached(redisKey(key)));
        if (lookup.isPresent() && lookup.get().isPresent()) {
            hits.increment();
            return lookup.get();
        }
        misses.increment();
        var loaded = loader.get();
        if (lookup.isPresent()) {
            loaded.ifPresent(value -> write(redisKey(key), value));
        }
        return loaded;
    }

    public void evict(Object key) {
        tryTo("evict from", "DEL", () -> keys.del(redisKey(key)));
    }

    private Optional<V> cached(String key) {
        try {
            return Optional.ofNullable(values.get(key));
        } catch (DecodeException e) {
            LOG.warnf("The cache %s holds a value of another version", name);
            return Optional.empty();
        }
    }

    private void write(String key, V value) {
        tryTo("write", "PSETEX", () -> {
            values.psetex(key, timeToLive.toMillis(), value);
            return null;
        });
    }

    private <R> Optional<R> tryTo(String purpose, String commandName, Supplier<R> command) {
        return caches.optional.tryTo(purpose + " the cache " + name, commandName, command);
    }

    private String redisKey(Object key) {
        return name + ":" + key;
    }
}
