package shop.defaults.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import shop.defaults.faults.Faults;

/** Factory of a service's caches. */
@Singleton
public class Caches {

    final RedisDataSource redis;
    final OptionalRedis optional;
    final MeterRegistry registry;
    final Faults faults;

    Caches(RedisDataSource redis, OptionalRedis optional, MeterRegistry registry, Faults faults) {
        this.redis = redis;
        this.optional = optional;
        this.registry = registry;
        this.faults = faults;
    }

    /**
     * @param name prefix of its keys and value of the tag {@code cache_name}
     * @param type of the values, registered for reflection
     * @param timeToLive maximum staleness of a value
     */
    public <V> ReadThroughCache<V> create(String name, Class<V> type, Duration timeToLive) {
        return new ReadThroughCache<>(name, type, timeToLive, this);
    }
}
