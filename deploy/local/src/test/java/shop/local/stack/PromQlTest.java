package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void distinguishes_metrics_from_functions_and_labels() {
        assertThat(PromQl.metrics("""
                sum by (job, le) (rate(requests_total{status=~"5..", path="/a{b}"}[5m]))
                / on (job) group_left () sum without (instance) (job:requests:rate5m offset 1h)
                """)).containsExactly("job:requests:rate5m", "requests_total");
    }

    @Test
    void distinguishes_metrics_from_keywords_and_numbers() {
        assertThat(PromQl.metrics("0 * a > bool 1e3 and b unless on (job) c == +Inf or vector(1) < 5m"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void ignores_strings_and_comments() {
        assertThat(PromQl.metrics("""
                label_replace(up, "to", "$1", 'from', `(.*)`) # unlike down
                """)).containsExactly("up");
    }

    @Test
    void finds_metrics_in_subqueries() {
        assertThat(PromQl.metrics("sum_over_time(job_slo:bad:increase5m[1h:1m]) / 5"))
                .containsExactly("job_slo:bad:increase5m");
    }

    @Test
    void ignores_labels_after_an_aggregation() {
        assertThat(PromQl.metrics("max(a) by (job) > 0")).containsExactly("a");
    }

    @Test
    void matches_series_by_a_selector() {
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
