package shop.local.demo;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import shop.local.stack.StackProgram;

/** Those programs of the observability stack that were found on the PATH and run beside the suite. */
final class InstalledPrograms implements AutoCloseable {
    private final List<StackProgram> running = new ArrayList<>();

    private InstalledPrograms() {}

    /**
     * Starts what is there and can listen; none of them is needed, so none of them can make the start fail.
     *
     * @param stack the folder observability-stack
     * @param folder takes what they write
     */
    static InstalledPrograms start(Path stack, Path folder, Consumer<String> progress) {
        var companions = new InstalledPrograms();
        for (var kind : StackProgram.Kind.values()) {
            kind.executable().ifPresent(executable -> companions.start(kind, executable, stack, folder, progress));
        }
        return companions;
    }

    boolean include(StackProgram.Kind kind) {
        return running.stream().anyMatch(companion -> companion.kind() == kind);
    }

    /** Waits for them and drops those that did not make it. */
    List<StackProgram.Kind> awaitReady(Consumer<String> progress) {
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var ready = new ArrayList<StackProgram.Kind>();
            for (var companion : running) {
                if (companion.isReady(http)) {
                    progress.accept(companion.kind().id() + " is ready");
                    ready.add(companion.kind());
                } else {
                    progress.accept(companion.kind().id() + " did not start: " + companion.lastLine());
                    companion.close();
                }
            }
            return ready;
        }
    }

    @Override
    public void close() {
        running.forEach(StackProgram::close);
    }

    private void start(StackProgram.Kind kind, Path executable, Path stack, Path folder, Consumer<String> progress) {
        var taken = kind.takenPort();
        if (taken.isPresent()) {
            progress.accept(kind.id() + " is installed, but its port " + taken.get() + " is taken: left out");
            return;
        }
        try {
            running.add(StackProgram.start(kind, executable, stack, folder));
            progress.accept(kind.id() + " (" + executable + ")");
        } catch (RuntimeException e) {
            progress.accept(kind.id() + " could not be started: " + e.getMessage());
        }
    }
}
