package shop.backends.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import shop.backends.PostgresServer;
import shop.backends.RedisServer;

/** PostgreSQL and Redis for the tests of one service; argument {@code database}: default "shop". */
public final class BackendsTestResource implements QuarkusTestResourceLifecycleManager {
    private String database = "shop";
    private PostgresServer postgres;
    private RedisServer redis;

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public synchronized Map<String, String> start() {
        // An interrupted test run does not stop test resources.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        redis = RedisServer.start();
        postgres = PostgresServer.start(List.of(database));
        return Map.of(
                "quarkus.datasource.jdbc.url", postgres.jdbcUrl(database),
                "quarkus.datasource.username", postgres.username(),
                "quarkus.datasource.password", postgres.password(),
                "quarkus.redis.hosts", redis.url());
    }

    @Override
    public synchronized void stop() {
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
        if (redis != null) {
            redis.close();
            redis = null;
        }
    }
}
