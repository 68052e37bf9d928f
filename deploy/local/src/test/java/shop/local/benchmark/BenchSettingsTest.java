package shop.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import shop.local.program.StartFailure;

class BenchSettingsTest {

    @Test
    void measure_this_checkout_with_few_and_with_many_clients_by_default() {
        var settings = BenchSettings.of(Map.of("BASE", ""));

        assertThat(settings.base()).isEmpty();
        assertThat(settings.clients()).containsExactly(8, 32);
        assertThat(settings.growth()).isEmpty();
    }

    @Test
    void come_from_the_environment() {
        var settings = BenchSettings.of(
                Map.of("BASE", "/checkouts/before", "CLIENTS", "1,128", "ROUND", "5", "ROUNDS", "2", "WARM_UP", "30"));

        assertThat(settings.base()).contains(Path.of("/checkouts/before"));
        assertThat(settings.clients()).containsExactly(1, 128);
        assertThat(settings.round()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.rounds()).isEqualTo(2);
        assertThat(settings.warmUp()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_number_of_orders_adds_a_shop_that_has_grown() {
        assertThat(BenchSettings.of(Map.of("ORDERS", "1000000")).growth())
                .hasValueSatisfying(growth -> assertThat(growth.orders()).isEqualTo(1_000_000));
    }

    @Test
    void reject_clients_that_are_not_numbers() {
        assertThatThrownBy(() -> BenchSettings.of(Map.of("CLIENTS", "8,many")))
                .isInstanceOf(StartFailure.class)
                .hasMessage("CLIENTS must be whole numbers above 0, such as 8,32, not \"8,many\".");
    }
}
