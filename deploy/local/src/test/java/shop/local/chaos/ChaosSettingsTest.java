package shop.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import shop.local.program.StartFailure;

class ChaosSettingsTest {

    @Test
    void choose_three_rounds_of_every_fault_and_any_seed_by_default() {
        var settings = ChaosSettings.of(Map.of());

        assertThat(settings.rounds()).isEqualTo(3);
        assertThat(settings.faults()).containsExactly(Fault.values());
        assertThat(settings.seed()).isPositive();
    }

    @Test
    void choose_faults_by_their_names() {
        var settings = ChaosSettings.of(Map.of("FAULT", "killed-redis,two-replicas", "ROUNDS", "1", "SEED", "7"));

        assertThat(settings)
                .isEqualTo(new ChaosSettings(7, 1, List.of(Fault.KILLED_REDIS, Fault.TWO_REPLICAS), Map.of()));
    }

    @Test
    void repeat_the_moments_of_a_seed() {
        var settings = ChaosSettings.of(Map.of("SEED", "7"));
        var alone = ChaosSettings.of(Map.of("SEED", "7", "FAULT", "killed-redis"));

        assertThat(settings.random(Fault.KILLED_REDIS, 2).nextLong())
                .isEqualTo(alone.random(Fault.KILLED_REDIS, 2).nextLong())
                .isNotEqualTo(settings.random(Fault.KILLED_REDIS, 1).nextLong());
    }

    @Test
    void name_the_faults_if_there_is_none_of_a_name() {
        assertThatThrownBy(() -> ChaosSettings.of(Map.of("FAULT", "earthquake")))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("There is no fault \"earthquake\": name some of killed-order-service, ");
    }
}
