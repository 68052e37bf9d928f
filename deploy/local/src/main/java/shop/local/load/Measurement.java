package shop.local.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Latencies and statuses of the responses to a load. */
public final class Measurement {
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();
    private static final int DIGITS = 3;

    private final Histogram latencies = new Histogram(1_000, LONGEST, DIGITS);
    private final Map<Integer, Long> responses = new TreeMap<>();
    private long failures;
    private Duration elapsed = Duration.ZERO;

    void received(int status, long nanoseconds) {
        latencies.recordValue(Math.min(nanoseconds, LONGEST));
        responses.merge(status, 1L, Long::sum);
    }

    void failed() {
        failures++;
    }

    void lasted(Duration duration) {
        elapsed = elapsed.plus(duration);
    }

    /** Adds another measurement, as if it had followed this one. */
    public void add(Measurement other) {
        latencies.add(other.latencies);
        other.responses.forEach((status, count) -> responses.merge(status, count, Long::sum));
        failures += other.failures;
        elapsed = elapsed.plus(other.elapsed);
    }

    /** Number of responses. */
    public long responses() {
        return latencies.getTotalCount();
    }

    public long responses(int status) {
        return responses.getOrDefault(status, 0L);
    }

    /** Number of responses by status. */
    public Map<Integer, Long> statuses() {
        return Map.copyOf(responses);
    }

    /** Number of requests without a response. */
    public long failures() {
        return failures;
    }

    /** Responses per second. */
    public double throughput() {
        return responses() * 1e9 / elapsed.toNanos();
    }

    /** @param percentile 0 to 100 */
    public Duration latency(double percentile) {
        return Duration.ofNanos(latencies.getValueAtPercentile(percentile));
    }
}
