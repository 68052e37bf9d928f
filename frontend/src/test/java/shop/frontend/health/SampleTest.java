package shop.frontend.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleTest {
    private static final Sample NOTHING = Sample.of(0, "");

    @Test
    void counts_requests_and_failures() {
        var sample = Sample.of(10, """
                http_requests_total{endpoint="/orders",method="POST",status_code="201"} 6.0
                http_requests_total{endpoint="/orders",method="POST",status_code="503"} 2.0
                http_request_duration_seconds_count{endpoint="/orders",method="POST"} 8.0
                """);

        assertThat(NOTHING.rateUntil(sample)).isEqualTo(0.8);
        assertThat(NOTHING.errorRatioUntil(sample)).isEqualTo(0.25);
    }

    @Test
    void reads_a_bucket_with_an_exemplar() {
        var sample = Sample.of(10, """
                http_request_duration_seconds_count{endpoint="/orders",method="POST"} 10.0
                http_request_duration_seconds_bucket{endpoint="/orders",method="POST",le="0.005"} 5.0
                http_request_duration_seconds_bucket{endpoint="/orders",method="POST",le="0.01"} 10.0 \
                # {trace_id="0af7651916cd43dd8448eb211c80319c"} 0.008 1796094474.429
                http_request_duration_seconds_bucket{endpoint="/orders",method="POST",le="+Inf"} 10.0
                """);

        assertThat(NOTHING.p95Until(sample)).isCloseTo(0.0095, within(1e-9));
    }

    @Test
    void has_no_percentile_without_a_request() {
        assertThat(NOTHING.p95Until(Sample.of(10, ""))).isNaN();
    }
}
