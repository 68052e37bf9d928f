package shop.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import shop.local.program.StartFailure;
import shop.local.shop.Shop;
import shop.local.stack.StackProgram.Kind;

/**
 * A stack's shop, watched by another Prometheus, with an Alertmanager and a Mailpit, whose time is faster still: in it the
 * rules that look back over hours end within minutes.
 */
final class AcceleratedStack implements Stack {
    /** 6 hours in 4 minutes. */
    static final int FACTOR = 90;

    // More often would measure the machine.
    private static final CompressedTime TIME = new CompressedTime(FACTOR, Duration.ofSeconds(1));
    private static final List<Kind> WATCHERS = List.of(Kind.MAILPIT, Kind.ALERTMANAGER, Kind.PROMETHEUS);

    private final Stack stack;
    private final PortMap ports;
    private final List<StackProgram> watchers = new ArrayList<>();

    private AcceleratedStack(Stack stack, PortMap ports) {
        this.stack = stack;
        this.ports = ports;
    }

    /**
     * Starts them and waits until they are ready.
     *
     * @param configuration the folder observability-stack
     * @param folder takes what they write, in a folder of its own
     * @param others where all the rest is
     * @throws StartFailure where one does not become ready
     */
    static AcceleratedStack start(Stack stack, Path configuration, Path folder, PortMap others, HttpClient http) {
        var own = WATCHERS.stream().flatMap(kind -> kind.ports().stream()).toList();
        var accelerated = new AcceleratedStack(stack, others.withFree(own));
        try {
            accelerated.startWatchers(configuration, folder.resolve("accelerated"), http);
            return accelerated;
        } catch (RuntimeException e) {
            accelerated.close();
            throw e;
        }
    }

    private void startWatchers(Path configuration, Path folder, HttpClient http) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var adaptation = new LocalAdaptation(ports, TIME);
        for (var kind : WATCHERS) {
            var watcher = StackProgram.start(kind, kind.executable().orElseThrow(), configuration, folder, adaptation);
            watchers.add(watcher);
            if (!watcher.isReady(http)) {
                throw new StartFailure("A second " + kind.id() + " did not start: " + watcher.lastLine());
            }
        }
    }

    @Override
    public Shop shop() {
        return stack.shop();
    }

    @Override
    public CompressedTime time() {
        return TIME;
    }

    @Override
    public URI at(int port) {
        return URI.create("http://localhost:" + ports.of(port));
    }

    @Override
    public void stop(String part) {
        stack.stop(part);
    }

    @Override
    public void start(String part) {
        stack.start(part);
    }

    @Override
    public List<String> logLines(String text) {
        return stack.logLines(text);
    }

    @Override
    public void close() {
        watchers.forEach(StackProgram::close);
    }
}
