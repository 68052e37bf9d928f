package shop.local.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What became of the requests of a load. */
public final class Measurement {
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();
    private static final int DIGITS = 3;

    private final Histogram latencies = new Histogram(1_000, LONGEST, DIGITS);
    private final Map<Integer, Long> answers = new TreeMap<>();
    private long failures;
    private Duration elapsed = Duration.ZERO;

    void answered(int status, long nanoseconds) {
        latencies.recordValue(Math.min(nanoseconds, LONGEST));
        answers.merge(status, 1L, Long::sum);
    }

    void failed() {
        failures++;
    }

    void lasted(Duration duration) {
        elapsed = elapsed.plus(duration);
    }

    /** Takes in another one, as if one had followed the other. */
    public void add(Measurement other) {
        latencies.add(other.latencies);
        other.answers.forEach((status, count) -> answers.merge(status, count, Long::sum));
        failures += other.failures;
        elapsed = elapsed.plus(other.elapsed);
    }

    /** How many answers came, whatever they said. */
    public long answers() {
        return latencies.getTotalCount();
    }

    public long answers(int status) {
        return answers.getOrDefault(status, 0L);
    }

    /** Counts of answers by status. */
    public Map<Integer, Long> statuses() {
        return Map.copyOf(answers);
    }

    /** Requests that got no answer. */
    public long failures() {
        return failures;
    }

    /** Answers a second. */
    public double throughput() {
        return answers() * 1e9 / elapsed.toNanos();
    }

    /** @param percentile 0 to 100 */
    public Duration latency(double percentile) {
        return Duration.ofNanos(latencies.getValueAtPercentile(percentile));
    }
}
