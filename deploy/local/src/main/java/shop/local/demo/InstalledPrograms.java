package shop.local.demo;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import shop.local.stack.StackProgram;

/** The programs of the observability stack that are on the PATH and run next to the shop. */
final class InstalledPrograms implements AutoCloseable {
    private final List<StackProgram> running = new ArrayList<>();

    private InstalledPrograms() {}

    /**
     * Starts the installed programs whose ports are free. All are optional: none can make the demo fail.
     *
     * @param stack the folder observability-stack
     * @param folder for their files
     */
    static InstalledPrograms start(Path stack, Path folder, Consumer<String> progress) {
        var programs = new InstalledPrograms();
        var startable = Arrays.stream(StackProgram.Kind.values())
                .filter(kind -> kind.executable().isPresent() && isPortFree(kind, progress))
                .toList();
        var adaptation = StackProgram.Adaptation.scraping(startable);
        startable.forEach(kind -> programs.start(kind, stack, folder, adaptation, progress));
        return programs;
    }

    boolean include(StackProgram.Kind kind) {
        return running.stream().anyMatch(program -> program.kind() == kind);
    }

    /** Waits for the programs and closes those that fail to start. */
    List<StackProgram.Kind> awaitReady(Consumer<String> progress) {
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var ready = new ArrayList<StackProgram.Kind>();
            for (var program : running) {
                if (program.isReady(http)) {
                    progress.accept(program.kind().id() + " is ready");
                    ready.add(program.kind());
                } else {
                    progress.accept(program.kind().id() + " did not start: " + program.lastLine());
                    program.close();
                }
            }
            return ready;
        }
    }

    @Override
    public void close() {
        running.forEach(StackProgram::close);
    }

    private static boolean isPortFree(StackProgram.Kind kind, Consumer<String> progress) {
        var taken = kind.takenPort();
        taken.ifPresent(
                port -> progress.accept(kind.id() + " is installed, but its port " + port + " is in use: skipped"));
        return taken.isEmpty();
    }

    private void start(
            StackProgram.Kind kind,
            Path stack,
            Path folder,
            StackProgram.Adaptation adaptation,
            Consumer<String> progress) {
        var executable = kind.executable().orElseThrow();
        try {
            running.add(StackProgram.start(kind, executable, stack, folder, adaptation));
            progress.accept(kind.id() + " (" + executable + ")");
        } catch (RuntimeException e) {
            progress.accept(kind.id() + " could not be started: " + e.getMessage());
        }
    }
}
