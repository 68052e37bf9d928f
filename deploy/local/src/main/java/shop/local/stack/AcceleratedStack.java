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
 * The same shop with a second Prometheus, Alertmanager and Mailpit whose time is compressed further, so that rules with
 * ranges of hours fire and resolve within minutes.
 */
final class AcceleratedStack implements Stack {
    /** 6 hours in 4 minutes. */
    static final int FACTOR = 90;

    // A shorter interval would overload the machine.
    private static final CompressedTime TIME = new CompressedTime(FACTOR, Duration.ofSeconds(1));
    private static final List<Kind> WATCHERS = List.of(Kind.MAILPIT, Kind.ALERTMANAGER, Kind.PROMETHEUS);

    private final Stack stack;
    private final PortMap ports;
    private final List<StackProgram> programs = new ArrayList<>();

    private AcceleratedStack(Stack stack, PortMap ports) {
        this.stack = stack;
        this.ports = ports;
    }

    /**
     * Starts the programs and waits until they are ready.
     *
     * @param configuration the folder observability-stack
     * @param folder for their files
     * @param others the ports of all other programs
     * @throws StartFailure if a program does not become ready
     */
    static AcceleratedStack start(Stack stack, Path configuration, Path folder, PortMap others, HttpClient http) {
        var own = WATCHERS.stream().flatMap(kind -> kind.ports().stream()).toList();
        var accelerated = new AcceleratedStack(stack, others.withFree(own));
        try {
            accelerated.startPrograms(configuration, folder.resolve("accelerated"), http);
            return accelerated;
        } catch (RuntimeException e) {
            accelerated.close();
            throw e;
        }
    }

    private void startPrograms(Path configuration, Path folder, HttpClient http) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var adaptation = new LocalAdaptation(ports, TIME);
        for (var kind : WATCHERS) {
            var program = StackProgram.start(kind, kind.executable().orElseThrow(), configuration, folder, adaptation);
            programs.add(program);
            if (!program.isReady(http)) {
                throw new StartFailure("A second " + kind.id() + " did not start: " + program.lastLine());
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
        return URI.create("http://localhost:" + ports.mapped(port));
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
        programs.forEach(StackProgram::close);
    }
}
