package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortMapTest {

    @Test
    void replaces_ports_in_local_addresses() {
        var ports = PortMap.of(Map.of(9080, 20_080, 4317, 20_317, 8888, 20_888));

        assertThat(ports.adapt("""
                - targets: ["localhost:9080", 'localhost:3000']
                endpoint: ${env:JAEGER_LISTEN_HOST:-localhost}:4317
                port: 8888
                http://127.0.0.1:9080/metrics
                expr: job:http_requests:rate5m > 9080
                """)).isEqualTo("""
                - targets: ["localhost:20080", 'localhost:3000']
                endpoint: ${env:JAEGER_LISTEN_HOST:-localhost}:20317
                port: 20888
                http://127.0.0.1:20080/metrics
                expr: job:http_requests:rate5m > 9080
                """);
    }

    @Test
    void maps_to_unique_ports() {
        var usual = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        var ports = PortMap.free(usual);

        assertThat(usual.stream().map(ports::mapped).distinct()).hasSize(10);
        assertThat(ports.mapped(11)).isEqualTo(11);
    }
}
