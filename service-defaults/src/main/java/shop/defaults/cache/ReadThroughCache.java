package shop.defaults.cache;

import io.micrometer.core.instrument.Counter;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    private final Class<V> type;
    private final Duration timeToLive;
    private final ValueCommands<String, V> values;
    private final KeyCommands<String> keys;
    private final Caches caches;
    private final Counter hits;
    private final Counter misses;

    ReadThroughCache(String name, Class<V> type, Duration timeToLive, Caches caches) {
        this.name = name;
        this.type = type;
        this.timeToLive = timeToLive;
        this.values = caches.redis.value(type);
        this.keys = caches.redis.key();
        this.caches = caches;
        this.hits = caches.registry.counter("cache.hits", "cache_name", name);
        this.misses = caches.registry.counter("cache.misses", "cache_name", name);
    }

    /**
     * The cached value, read on the event loop, or else the loaded one; the absence of a value is not cached.
     *
     * @param loader called on a virtual thread
     */
    public Future<Optional<V>> get(Object key, Supplier<Optional<V>> loader) {
        if (caches.faults.isOn(Fault.CACHE_OFF)) {
            return load(loader);
        }
        var redisKey = redisKey(key);
        var start = Instant.now();
        return caches.client
                .send(Request.cmd(Command.GET).arg(redisKey))
                .timeout(caches.timeout.toMillis(), TimeUnit.MILLISECONDS)
                .transform(response -> {
                    if (response.failed()) {
                        // Writes nothing: after an outage that would wait for a second timeout.
                        return load(() -> {
                            caches.optional.failed(purpose("read"), "GET", start, blocking(response.cause()));
                            return loader.get();
                        });
                    }
                    var cached = decode(response.result());
                    if (cached.isEmpty()) {
                        return load(() -> loadAndWrite(redisKey, loader));
                    }
                    hits.increment();
                    return Future.succeededFuture(cached);
                });
    }

    public void evict(Object key) {
        tryTo("evict from", "DEL", () -> keys.del(redisKey(key)));
    }

    /** The failure as blocking commands report it. */
    private static Throwable blocking(Throwable failure) {
        return failure instanceof java.util.concurrent.TimeoutException ? new TimeoutException() : failure;
    }

    private Future<Optional<V>> load(Supplier<Optional<V>> loader) {
        misses.increment();
        Promise<Optional<V>> loaded = Promise.promise();
        caches.virtualThreads.execute(() -> {
            try {
                loaded.complete(loader.get());
            } catch (Throwable e) {
                loaded.fail(e);
            }
        });
        return loaded.future();
    }

    private Optional<V> loadAndWrite(String redisKey, Supplier<Optional<V>> loader) {
        var loaded = loader.get();
        loaded.ifPresent(value -> write(redisKey, value));
        return loaded;
    }

    private Optional<V> decode(Response response) {
        if (response == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.decodeValue(response.toBuffer(), type));
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

    private <R> Optional<R> tryTo(String verb, String commandName, Supplier<R> command) {
        return caches.optional.tryTo(purpose(verb), commandName, command);
    }

    private String purpose(String verb) {
        return verb + " the cache " + name;
    }

    private String redisKey(Object key) {
        return name + ":" + key;
    }
}
