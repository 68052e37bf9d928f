package shop.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.local.program.StartFailure;
import shop.local.shop.Signal;

class OverheadSettingsTest {

    @Test
    void compare_all_signals_with_none_by_default() {
        assertThat(OverheadSettings.of(Map.of()).signals()).containsExactly(Set.of(Signal.values()));
    }

    @Test
    void come_from_the_environment() {
        var settings = OverheadSettings.of(
                Map.of("SIGNALS", "traces,logs+errors", "WARM_UP", "30", "ROUND", "5", "RATE", "80"));

        assertThat(settings.signals()).containsExactly(Set.of(Signal.TRACES), Set.of(Signal.LOGS, Signal.ERRORS));
        assertThat(settings.warmUp()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.round()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.rate()).isEqualTo(80);
    }

    @Test
    void reject_a_value_that_is_not_a_number() {
        assertThatThrownBy(() -> OverheadSettings.of(Map.of("ROUNDS", "many")))
                .isInstanceOf(StartFailure.class)
                .hasMessage("ROUNDS must be a whole number above 0, not \"many\".");
    }
}
