package shop.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void compares_the_medians_of_the_first_and_the_last_third() {
        var trend = new Trend("heap", 8, samples(59, 99, 60, 70, 75, 80, 62, 64, 90));

        assertThat(trend.first()).isEqualTo(60);
        assertThat(trend.last()).isEqualTo(64);
        assertThat(trend.isFlat()).isTrue();
        assertThat(trend).hasToString("| heap | 9 | 60.0 | 64.0 | 71.0 | flat |");
    }

    @Test
    void grows_beyond_five_percent_and_its_slack() {
        assertThat(new Trend("threads", 5, samples(100, 100, 110)).isFlat()).isTrue();
        assertThat(new Trend("threads", 5, samples(100, 100, 111)).isFlat()).isFalse();
    }

    @Test
    void is_flat_if_it_shrinks() {
        assertThat(new Trend("outbox", 0, samples(30, 2, 0)).isFlat()).isTrue();
    }

    private static List<Double> samples(double... samples) {
        return DoubleStream.of(samples).boxed().toList();
    }
}
