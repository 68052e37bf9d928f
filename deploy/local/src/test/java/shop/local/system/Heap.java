package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** The memory of a service of ours that runs on a JVM. */
final class Heap {
    // What is made between a collection and its measurement is garbage of the next.
    private static final int MEASUREMENTS = 3;

    private Heap() {}

    /**
     * Bytes that live objects take.
     *
     * @param metrics fetches what the service exposes
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
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while garbage was collected", e);
        }
    }
}
