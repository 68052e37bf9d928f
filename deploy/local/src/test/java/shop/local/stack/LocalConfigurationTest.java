package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import shop.local.stack.StackProgram.LocalConfiguration;

class LocalConfigurationTest {

    @Test
    void replaces_container_names_with_localhost() {
        assertThat(LocalConfiguration.localize("""
                - targets: ["order-service:9080", 'jaeger:8888']
                url: http://alertmanager:9093/api
                endpoint: ${env:JAEGER_LISTEN_HOST:-localhost}:4317
                scrape_interval: 15s
                expr: job:http_requests:rate5m > 1000
                """)).isEqualTo("""
                - targets: ["localhost:9080", 'localhost:8888']
                url: http://localhost:9093/api
                endpoint: ${env:JAEGER_LISTEN_HOST:-localhost}:4317
                scrape_interval: 15s
                expr: job:http_requests:rate5m > 1000
                """);
    }
}
