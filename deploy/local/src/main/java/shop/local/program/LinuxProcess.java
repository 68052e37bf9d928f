package shop.local.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process as Linux describes it in {@code /proc}. */
public record LinuxProcess(long pid) {
    private static final String SOCKET = "socket:";

    /** Whether this is Linux. */
    public static boolean isKnown() {
        return Files.exists(Path.of("/proc/self/status"));
    }

    /** The resident set size in bytes. */
    public long residentSet() {
        return number(status(), "VmRSS") * 1024;
    }

    public long threads() {
        return number(status(), "Threads");
    }

    /** Number of open sockets: connections in both directions, and ports that it listens on. */
    public long sockets() {
        try (var files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return files.filter(file -> target(file).startsWith(SOCKET)).count();
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " is gone", e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }

    private String status() {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "status"));
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " is gone", e);
        }
    }

    /** @param status the text of {@code /proc/PID/status} */
    static long number(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No " + name + ": in \"" + status + '"'));
    }
}
