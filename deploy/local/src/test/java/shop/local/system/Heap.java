package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import java.util.stream.LongStream;
import shop.local.program.Jcmd;

/** The heap of a service that runs on a JVM. */
final class Heap {
    // Objects created between a collection and its measurement are garbage of the next one.
    private static final int MEASUREMENTS = 3;

    private Heap() {}

    /**
     * Size of the live objects in bytes.
     *
     * @param metrics fetches the metrics of the service
     */
    static long live(long pid, Supplier<Metrics> metrics) {
        return LongStream.generate(() -> used(pid, metrics))
                .limit(MEASUREMENTS)
                .min()
                .orElseThrow();
    }

    private static long used(long pid, Supplier<Metrics> metrics) {
        Jcmd.run(pid, "GC.run");
        var bytes = metrics.get().named("jvm_memory_used_bytes").stream()
                .filter(sample -> sample.labels().contains("area=\"heap\""))
                .mapToLong(sample -> sample.value().longValue())
                .sum();
        assertThat(bytes).isPositive();
        return bytes;
    }
}
