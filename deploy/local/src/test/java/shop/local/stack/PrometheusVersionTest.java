package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrometheusVersionTest {
    private static final String CONFIGURATION = """
            scrape_configs:
              - job_name: order-service
                scrape_protocols: &exemplars [OpenMetricsText1.0.0]
                metrics_path: /metrics
              - job_name: user-service
                scrape_protocols: *exemplars
            """;

    @Test
    void keeps_the_configuration_for_a_current_prometheus() {
        var version = PrometheusVersion.parse("prometheus, version 3.13.0 (branch: HEAD)");

        assertThat(version.adapt(CONFIGURATION)).isEqualTo(CONFIGURATION);
    }

    @Test
    void removes_settings_that_debians_prometheus_does_not_support() {
        var version = PrometheusVersion.parse("prometheus, version 2.42.0+ds (branch: debian/sid)");

        assertThat(version.adapt(CONFIGURATION)).isEqualTo("""
                scrape_configs:
                  - job_name: order-service
                    metrics_path: /metrics
                  - job_name: user-service
                """);
    }
}
