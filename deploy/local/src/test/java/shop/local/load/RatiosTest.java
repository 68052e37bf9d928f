package shop.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {

    @Test
    void have_a_median_and_a_range() {
        assertThat(new Ratios(List.of(0.95, 0.5, 0.9))).hasToString("0.90 (0.50 to 0.95)");
        assertThat(new Ratios(List.of(1.3, 1.0, 1.2, 1.1)).median()).isEqualTo(1.15);
    }
}
