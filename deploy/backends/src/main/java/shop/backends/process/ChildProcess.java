package shop.backends.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process that writes its output to a file; closing it ends the process. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Path log;
    private final Process process;
    private boolean isFrozen;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts a command in a folder, with the given variables added to this process's environment. */
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path folder, Path log) {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started: " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    /** CPU time since the start; zero if the operating system does not provide it. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines of its output, to explain a failure. */
    public List<String> lastLines(int count) {
        try {
            // Not strict UTF-8: a program may be cut off in the middle of a character.
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Waits until the process ends by itself.
     *
     * @return its exit code
     * @throws IllegalStateException if the limit passes first; the process has been ended then
     */
    public int exitCode(Duration limit) {
        if (!endsWithin(limit)) {
            close();
            throw new IllegalStateException(name + " did not end within " + limit.toSeconds() + " s");
        }
        return process.exitValue();
    }

    /** Terminates the process, and kills it if it is still running after ten seconds. */
    @Override
    public void close() {
        closeWithin(STOP_LIMIT);
    }

    /** The same, for a process that needs more time to end. */
    public void closeWithin(Duration limit) {
        if (isFrozen) {
            thaw();
        }
        // Collected first: the children of a dead process are no longer its descendants.
        var descendants = process.descendants().toList();
        process.destroy();
        if (!endsWithin(limit)) {
            process.destroyForcibly();
            endsWithin(STOP_LIMIT);
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends the process and its children at once, without giving them time for anything. */
    public void kill() {
        // Before its children, so that it neither replaces them nor cleans up after them.
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        endsWithin(STOP_LIMIT);
        BoundedWait.upTo(STOP_LIMIT).until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Stops the process and its children until {@link #thaw}: they hang, and their connections stay open. */
    public void freeze() {
        isFrozen = true;
        // First itself, so that it starts no further child.
        signal("STOP", List.of(process.toHandle()));
        signal("STOP", process.descendants().toList());
    }

    /** Lets a frozen process and its children run on. */
    public void thaw() {
        isFrozen = false;
        signal(
                "CONT",
                Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                        .toList());
    }

    /** Waits for its end, even in an interrupted thread: an interrupt must not leave the process running. */
    public boolean endsWithin(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        var interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Java sends only SIGTERM and SIGKILL. */
    private void signal(String signal, List<ProcessHandle> targets) {
        if (targets.isEmpty()) {
            return;
        }
        // The shell's own command: a machine may lack the program.
        var command = new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " \"$@\"", "sh"));
        targets.forEach(target -> command.add(String.valueOf(target.pid())));
        try (var kill =
                start("kill -" + signal, command, Map.of(), log.toAbsolutePath().getParent(), log)) {
            // A child that has just ended is none to signal.
            kill.endsWithin(STOP_LIMIT);
        }
    }

    private static File nothing() {
        return Path.of("/dev/null").toFile();
    }
}
