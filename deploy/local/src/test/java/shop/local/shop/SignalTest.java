package shop.local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalTest {
    private static final Map<Signal, String> RECEIVERS = Map.of(
            Signal.TRACES, "traces:1", Signal.METRICS, "metrics:1", Signal.LOGS, "logs:1", Signal.ERRORS, "errors:1");

    @Test
    void is_named_alone_or_in_a_combination() {
        assertThat(Signal.parse("traces")).containsExactly(Signal.TRACES);
        assertThat(Signal.parse("logs+metrics")).containsExactlyInAnyOrder(Signal.METRICS, Signal.LOGS);
        assertThat(Signal.parse("all")).containsExactlyInAnyOrder(Signal.values());
        assertThatThrownBy(() -> Signal.parse("smoke"))
                .hasMessage("There is no signal \"smoke\": name some of traces, metrics, logs, errors, or all.");
    }

    @Test
    void is_switched_off_by_environment_variables() {
        assertThat(Signal.environment(Signal.NONE, RECEIVERS))
                .containsEntry("QUARKUS_OTEL_SDK_DISABLED", "true")
                .containsEntry("SERVICE_METRICS_ENABLED", "false")
                .containsEntry("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "")
                .containsEntry("SENTRY_DSN", "");
        assertThat(Signal.environment(Set.of(Signal.values()), RECEIVERS))
                .doesNotContainKeys("QUARKUS_OTEL_SDK_DISABLED", "OTEL_TRACES_SAMPLER_ARG")
                .containsEntry("SERVICE_METRICS_ENABLED", "true")
                .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://traces:1")
                .containsEntry("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://logs:1/v1/logs")
                .containsEntry("SENTRY_DSN", "http://key@errors:1/1");
        assertThat(Signal.environment(Set.of(Signal.LOGS), RECEIVERS))
                .containsEntry("OTEL_TRACES_SAMPLER_ARG", "0.0")
                .doesNotContainKey("QUARKUS_OTEL_SDK_DISABLED");
    }
}
