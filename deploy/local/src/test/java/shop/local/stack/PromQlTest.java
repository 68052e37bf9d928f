package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void takes_neither_functions_nor_labels_for_metrics() {
        assertThat(PromQl.metrics("""
                sum by (job, le) (rate(requests_total{status=~"5..", path="/a{b}"}[5m]))
                / on (job) group_left () sum without (instance) (job:requests:rate5m offset 1h)
                """)).containsExactly("job:requests:rate5m", "requests_total");
    }

    @Test
    void takes_neither_words_nor_numbers_for_metrics() {
        assertThat(PromQl.metrics("0 * a > bool 1e3 and b unless on (job) c == +Inf or vector(1) < 5m"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void passes_over_strings_and_comments() {
        assertThat(PromQl.metrics("""
                label_replace(up, "to", "$1", 'from', `(.*)`) # unlike down
                """)).containsExactly("up");
    }

    @Test
    void looks_into_subqueries() {
        assertThat(PromQl.metrics("sum_over_time(job_slo:bad:increase5m[1h:1m]) / 5"))
                .containsExactly("job_slo:bad:increase5m");
    }

    @Test
    void sees_labels_behind_the_aggregated_expression() {
        assertThat(PromQl.metrics("max(a) by (job) > 0")).containsExactly("a");
    }

    @Test
    void knows_which_series_a_selector_chooses() {
        var selector = "a{job=~\"b|c|\", state=\"on\", kind!=\"d\", path!~\"/e.*\"}";

        assertThat(PromQl.selects(selector, "a", Map.of("job", "c", "state", "on")))
                .isTrue();
        assertThat(PromQl.selects(selector, "a", Map.of("state", "on"))).isTrue();
        assertThat(PromQl.selects(selector, "b", Map.of("state", "on"))).isFalse();
        assertThat(PromQl.selects(selector, "a", Map.of("job", "d", "state", "on")))
                .isFalse();
        assertThat(PromQl.selects(selector, "a", Map.of("state", "off"))).isFalse();
        assertThat(PromQl.selects(selector, "a", Map.of("state", "on", "kind", "d")))
                .isFalse();
        assertThat(PromQl.selects(selector, "a", Map.of("state", "on", "path", "/ef")))
                .isFalse();
    }
}
