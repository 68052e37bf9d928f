package shop.local.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident set size of a process, on Linux. */
final class ResidentSet {
    private static final String LINE = "VmRSS:";

    private ResidentSet() {}

    static boolean isKnown() {
        return Files.exists(Path.of("/proc/self/status"));
    }

    /** In bytes. */
    static long of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc/" + pid + "/status")));
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " is gone", e);
        }
    }

    /** @param status the text of {@code /proc/PID/status} */
    static long parse(String status) {
        return status.lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).replace("kB", "").strip())
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No " + LINE + " in \"" + status + '"'));
    }
}
