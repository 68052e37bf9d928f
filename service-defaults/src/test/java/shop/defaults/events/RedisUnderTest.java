package shop.defaults.events;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.quarkus.redis.runtime.datasource.ReactiveRedisDataSourceImpl;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import shop.backends.RedisServer;

/** A real Redis and Quarkus' client for it, without Quarkus. */
final class RedisUnderTest implements AutoCloseable {

    private final RedisServer server = RedisServer.start();
    private final Vertx vertx = Vertx.vertx();
    private final Redis client;
    private final RedisDataSource redis;

    RedisUnderTest() {
        this(new RedisOptions().getMaxPoolSize());
    }

    /** @param connections most connections of the client */
    RedisUnderTest(int connections) {
        var options = new RedisOptions().setConnectionString(server.url()).setMaxPoolSize(connections);
        client = Redis.createClient(vertx, options);
        redis = new BlockingRedisDataSourceImpl(
                new ReactiveRedisDataSourceImpl(vertx, client, RedisAPI.api(client)), Duration.ofSeconds(5));
    }

    RedisDataSource client() {
        return redis;
    }

    RedisServer server() {
        return server;
    }

    @Override
    public void close() {
        client.close();
        vertx.closeAndAwait();
        server.close();
    }
}
