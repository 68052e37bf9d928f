package shop.defaults.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the caches of a service. */
@Singleton
public class Caches {

    private final RedisDataSource redis;
    private final OptionalRedis optional;
    private final ObjectMapper json;
    private final MeterRegistry registry;
    private final CacheOff off;

    Caches(RedisDataSource redis, OptionalRedis optional, ObjectMapper json, MeterRegistry registry, CacheOff off) {
        this.redis = redis;
        this.optional = optional;
        this.json = json;
        this.registry = registry;
        this.off = off;
    }

    /**
     * @param name prefix of its keys and value of the tag {@code cache_name}
     * @param type of the values, which must be registered for reflection
     * @param timeToLive how stale a value may become at most
     */
    public <V> ReadThroughCache<V> create(String name, Class<V> type, Duration timeToLive) {
        return new ReadThroughCache<>(name, type, timeToLive, redis, optional, json, registry, off);
    }
}
