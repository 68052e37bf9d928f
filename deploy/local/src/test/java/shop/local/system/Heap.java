package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.LongStream;

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
        collectGarbage(pid);
        var bytes = metrics.get().named("jvm_memory_used_bytes").stream()
                .filter(sample -> sample.labels().contains("area=\"heap\""))
                .mapToLong(sample -> sample.value().longValue())
                .sum();
        assertThat(bytes).isPositive();
        return bytes;
    }

    private static void collectGarbage(long pid) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.run")
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted during garbage collection", e);
        }
    }
}
