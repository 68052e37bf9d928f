package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.local.program.StartFailure;

class CompressedTimeTest {
    private final CompressedTime time = CompressedTime.by(15);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scrape_interval: 15s | scrape_interval: 1s",
                "for: 2m | for: 8s",
                "'  - { alert: A, for: 1h30m }' | '  - { alert: A, for: 360s }'",
                "group_wait: 10s | group_wait: 1s",
                "group_wait: 0s | group_wait: 0s",
                "repeat_interval: 50s | repeat_interval: 3333ms",
                "metrics_flush_interval: 5s | metrics_flush_interval: 1s",
            })
    void divides_durations_but_not_below_a_tick(String before, String after) {
        assertThat(time.adapt(before)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(requests_total[5m]) | rate(requests_total[20s])",
                "rate(requests_total[30s]) | rate(requests_total[4s])",
                "max_over_time(up[1h:1m]) | max_over_time(up[240s:4s])",
                "max_over_time(up[1h:]) | max_over_time(up[240s:])",
                "requests_total offset 1d | requests_total offset 5760s",
                "rate(requests_total[5m] offset 1h) | rate(requests_total[20s] offset 240s)",
            })
    void divides_the_ranges_of_a_query_to_at_least_four_scrapes(String before, String after) {
        assertThat(time.adapt(before)).isEqualTo(after);
    }

    @Test
    void does_not_change_names_thresholds_and_prose() {
        var rule = """
                - record: job:http_requests:rate5m
                  expr: job:http_requests:rate5m > 300 and x[$__rate_interval]
                  description: "Failed in the last 5 minutes: 5m, for 2m, the limit is 1s."
                  timeout: 10s
                """;

        assertThat(time.adapt(rule)).isEqualTo(rule);
    }

    @Test
    void changes_nothing_in_real_time() {
        assertThat(CompressedTime.none().adapt("for: 2m\nrate(x[5s])")).isEqualTo("for: 2m\nrate(x[5s])");
    }

    @Test
    void has_a_tick_of_one_divided_scrape_interval() {
        assertThat(time.tick()).isEqualTo(Duration.ofSeconds(1));
        assertThat(CompressedTime.by(30).adapt("for: 1s")).isEqualTo("for: 500ms");
    }

    @Test
    void reads_its_factor_from_the_environment() {
        assertThat(CompressedTime.fromEnvironment(Map.of("TIME_FACTOR", "20")).factor())
                .isEqualTo(20);
        assertThatThrownBy(() -> CompressedTime.fromEnvironment(Map.of("TIME_FACTOR", "fast")))
                .isInstanceOf(StartFailure.class)
                .hasMessage("TIME_FACTOR must be a whole number from 1 to 99, not \"fast\".");
    }
}
