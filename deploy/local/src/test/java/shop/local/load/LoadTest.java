package shop.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void sends_requests_at_the_given_rate() {
        var sent = new AtomicInteger();

        var measurement = Load.openLoop(100, 4, Duration.ofMillis(500), () -> () -> {
            sent.incrementAndGet();
            return 200;
        });

        assertThat(sent).hasValue(50);
        assertThat(measurement.responses()).isEqualTo(50);
        // The last request is due after 490 ms.
        assertThat(measurement.throughput()).isLessThanOrEqualTo(50 / 0.49);
    }

    @Test
    void includes_the_delay_of_requests_that_a_stall_held_back() {
        var number = new AtomicInteger();
        var stall = Duration.ofMillis(300);

        var measurement = Load.openLoop(100, 1, Duration.ofMillis(500), () -> () -> {
            if (number.getAndIncrement() == 0) {
                new CountDownLatch(1).await(stall.toMillis(), TimeUnit.MILLISECONDS);
            }
            return 200;
        });

        // 30 of 50 requests were due during the stall, and half of them waited for at least half of it.
        assertThat(measurement.latency(75)).isGreaterThan(stall.dividedBy(3));
    }

    @Test
    void repeats_requests_until_the_time_is_over() {
        var measurement = Load.closedLoop(3, Duration.ofMillis(200), () -> () -> 201);

        assertThat(measurement.responses(201)).isGreaterThan(3).isEqualTo(measurement.responses());
        assertThat(measurement.statuses()).containsOnlyKeys(201);
    }

    @Test
    void counts_responses_by_status_and_requests_without_response() {
        var number = new AtomicInteger();

        var measurement =
                Load.openLoop(1_000, 1, Duration.ofMillis(30), () -> () -> switch (number.getAndIncrement() % 3) {
                    case 0 -> 201;
                    case 1 -> 503;
                    default -> throw new IOException("connection refused");
                });

        assertThat(measurement.responses(201)).isEqualTo(10);
        assertThat(measurement.responses(503)).isEqualTo(10);
        assertThat(measurement.failures()).isEqualTo(10);
        assertThat(measurement.responses()).isEqualTo(20);
    }
}
