package shop.backends.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import shop.backends.Leftovers;

class BackendsTestResourceTest {
    private final Leftovers leftovers = new Leftovers();

    @Test
    void configures_a_service_for_its_own_database_and_redis() throws Exception {
        var resource = new BackendsTestResource();
        resource.init(Map.of("database", "orders"));

        var configuration = resource.start();

        assertThat(configuration.get("quarkus.redis.hosts")).startsWith("redis://127.0.0.1:");
        try (var connection = DriverManager.getConnection(
                configuration.get("quarkus.datasource.jdbc.url"),
                configuration.get("quarkus.datasource.username"),
                configuration.get("quarkus.datasource.password"))) {
            assertThat(connection.getCatalog()).isEqualTo("orders");
        }

        resource.stop();
        assertThat(leftovers.processes()).isEmpty();
        assertThat(leftovers.files()).isEmpty();
    }
}
