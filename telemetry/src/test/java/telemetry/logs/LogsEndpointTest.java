package telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsEndpointTest {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.logs.endpoint";
    private static final String ENABLED = "quarkus.otel.logs.handler.enabled";

    @ParameterizedTest
    @ValueSource(strings = {"http://loki:3100/otlp/v1/logs", "http://loki:3100/otlp"})
    void receives_log_records_if_it_is_set(String url) {
        var config = config(url);

        assertThat(config.getValue(ENABLED, boolean.class)).isTrue();
        // Quarkus appends the path.
        assertThat(config.getValue(ENDPOINT, String.class)).isEqualTo("http://loki:3100/otlp");
    }

    @Test
    void receives_nothing_if_it_is_not_set() {
        assertThat(config("").getValue(ENABLED, boolean.class)).isFalse();
    }

    private static SmallRyeConfig config(String endpoint) {
        var settings = Map.of("service.log-store", endpoint, ENDPOINT, "http://jaeger:4318");
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withInterceptors(new LogsEndpoint())
                .build();
    }
}
