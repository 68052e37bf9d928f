package shop.defaults.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.redis.client.Redis;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.defaults.faults.Faults;

/** Factory of a service's caches. */
@Singleton
public class Caches {

    final Redis client;
    final RedisDataSource redis;
    final Duration timeout;
    final OptionalRedis optional;
    final ExecutorService virtualThreads;
    final MeterRegistry registry;
    final Faults faults;

    Caches(
            Redis client,
            RedisDataSource redis,
            @ConfigProperty(name = "quarkus.redis.timeout") Duration timeout,
            OptionalRedis optional,
            @VirtualThreads ExecutorService virtualThreads,
            MeterRegistry registry,
            Faults faults) {
        this.client = client;
        this.redis = redis;
        this.timeout = timeout;
        this.optional = optional;
        this.virtualThreads = virtualThreads;
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
