package shop.local.stack;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import shop.backends.process.BoundedWait;
import shop.backends.process.ChildProcess;
import shop.backends.process.TemporaryFolder;
import shop.local.program.Executables;
import shop.local.program.StartFailure;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.Shop;
import shop.local.stack.api.HttpApi;

/** Shop and stack as child processes at free ports; closing it leaves no process and no file. */
public final class LocalStack implements Stack {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final PortMap ports;
    private final CompressedTime time;
    private final TemporaryFolder folder = new TemporaryFolder("shop-stack-");
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<StackProgram.Kind, StackProgram> programs = new EnumMap<>(StackProgram.Kind.class);
    private final Map<Exporter, ChildProcess> exporters = new EnumMap<>(Exporter.class);
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Path root;
    private LocalShop localShop;
    private AcceleratedStack accelerated;

    private LocalStack(Path root, PortMap ports, CompressedTime time) {
        this.root = root;
        this.ports = ports;
        this.time = time;
    }

    /**
     * Starts shop and stack and waits until everything is ready.
     *
     * @param root the folder of the root pom
     * @param progress receives one line per step
     * @throws StartFailure if a program is missing or does not become ready
     */
    public static LocalStack start(Path root, CompressedTime time, Consumer<String> progress) {
        checkPrograms();
        var stack = new LocalStack(root, PortMap.free(allPorts()), time);
        try {
            stack.startPrograms();
            stack.startShop(progress);
            stack.startExporters();
            stack.programs.forEach((kind, program) -> stack.awaitReady(kind.id(), program, progress));
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    @Override
    public Shop shop() {
        return localShop;
    }

    @Override
    public CompressedTime time() {
        return time;
    }

    /** Started on first use. This stack itself, if its time is as fast or not compressed. */
    @Override
    public Stack accelerated() {
        if (!time.isCompressed() || time.factor() >= AcceleratedStack.FACTOR) {
            return this;
        }
        if (accelerated == null) {
            accelerated = AcceleratedStack.start(this, configuration(), folder.path(), ports, http);
        }
        return accelerated;
    }

    @Override
    public URI at(int port) {
        return URI.create("http://localhost:" + ports.mapped(port));
    }

    @Override
    public void stop(String part) {
        part(part).stop().run();
    }

    @Override
    public void start(String part) {
        part(part).start().run();
    }

    @Override
    public List<String> logLines(String text) {
        var found = new ArrayList<String>();
        for (var service : Service.values()) {
            try (Stream<String> lines = Files.lines(localShop.log(service))) {
                lines.filter(line -> line.contains(text)).forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    @Override
    public void close() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            exporters.values().forEach(exporter -> threads.submit(exporter::close));
            programs.values().forEach(program -> threads.submit(program::close));
            if (accelerated != null) {
                threads.submit(accelerated::close);
            }
            if (localShop != null) {
                threads.submit(localShop::close);
            }
        }
        http.shutdownNow();
        folder.close();
    }

    private static void checkPrograms() {
        var missing = Stream.concat(
                        Arrays.stream(StackProgram.Kind.values())
                                .filter(kind -> kind.executable().isEmpty())
                                .map(StackProgram.Kind::id),
                        Arrays.stream(Exporter.values())
                                .map(Exporter::executable)
                                .filter(name -> Executables.find(List.of(name)).isEmpty()))
                .toList();
        if (!missing.isEmpty()) {
            throw new StartFailure(
                    "Not found: " + String.join(", ", missing) + ". `make programs` builds the stack's programs.");
        }
    }

    private static List<Integer> allPorts() {
        var services = Arrays.stream(Service.values())
                .flatMap(service ->
                        Stream.of(service.address().port(), service.address().managementPort()));
        var exporters = Arrays.stream(Exporter.values()).map(Exporter::port);
        var programs = Arrays.stream(StackProgram.Kind.values()).flatMap(kind -> kind.ports().stream());
        return Stream.of(services, exporters, programs).flatMap(port -> port).toList();
    }

    private Path configuration() {
        return root.resolve("observability-stack");
    }

    private void startPrograms() {
        for (var kind : StackProgram.Kind.values()) {
            var program = StackProgram.start(
                    kind,
                    kind.executable().orElseThrow(),
                    configuration(),
                    folder.path(),
                    new LocalAdaptation(ports, time));
            programs.put(kind, program);
            parts.put(kind.id(), new Part(program::close, () -> {
                program.restart();
                awaitReady(kind.id(), program, _ -> {});
            }));
        }
    }

    private void startShop(Consumer<String> progress) {
        var addresses = Arrays.stream(Service.values()).collect(toMap(service -> service, this::address));
        var options = new LocalShopOptions(root, addresses, at(4318).toString(), Map.of(), true, false)
                .withErrorsTo(ports.adapt(Bugsink.dsn()))
                // Bugsink accepts 1,000 events in five minutes; a message per order would exceed that under load.
                .with("SHOP_ORDER_PROCESSED_SAMPLE_RATE", "0.05")
                // A program that starts on the same machine may delay the others.
                .with("QUARKUS_REST_CLIENT_USER_SERVICE_READ_TIMEOUT", "3000")
                .with("QUARKUS_REST_CLIENT_INVENTORY_SERVICE_READ_TIMEOUT", "3000")
                .with("SHOP_ANSWER_WITHIN", "10s");
        localShop = LocalShop.start(options, progress);
        for (var service : Service.values()) {
            parts.put(service.id(), new Part(() -> localShop.stop(service), () -> localShop.restart(service)));
        }
        parts.put("postgres", new Part(localShop.postgres()::interrupt, localShop.postgres()::resume));
        parts.put("redis", new Part(localShop.redis()::interrupt, localShop.redis()::resume));
    }

    private void startExporters() {
        for (var exporter : Exporter.values()) {
            startExporter(exporter);
            parts.put(exporter.id(), new Part(() -> exporters.get(exporter).close(), () -> startExporter(exporter)));
        }
    }

    private void startExporter(Exporter exporter) {
        var executable = Executables.find(List.of(exporter.executable())).orElseThrow();
        var process = exporter.start(executable, ports, localShop, folder.path());
        exporters.put(exporter, process);
        var api = new HttpApi(at(exporter.port()));
        var ready = BoundedWait.upTo(START_TIMEOUT).until(() -> !process.isAlive() || api.answers("/metrics"));
        if (!ready || !process.isAlive()) {
            throw new StartFailure(exporter.id() + " did not start.", process.lastLines(20));
        }
    }

    private void awaitReady(String name, StackProgram program, Consumer<String> progress) {
        if (!program.isReady(http)) {
            throw new StartFailure(name + " did not start: " + program.lastLine());
        }
        progress.accept(name + " is ready");
    }

    private Service.Address address(Service service) {
        var usual = service.address();
        return new Service.Address(ports.mapped(usual.port()), ports.mapped(usual.managementPort()));
    }

    private Part part(String name) {
        var part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(
                    name + " is no part of the stack; these are: " + String.join(", ", parts.keySet()));
        }
        return part;
    }

    private record Part(Runnable stop, Runnable start) {}
}
