package shop.local.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import shop.local.load.Load;
import shop.local.load.Measurement;
import shop.local.load.Sink;
import shop.local.program.Interruptible;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.ServicePackage;
import shop.local.shop.ShopClient;
import shop.local.shop.Signal;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic;
import shop.local.traffic.Traffic.Kind;

/**
 * Trains the AOT caches of the jars: runs the shop under load that covers all code paths, and lets each JVM write its
 * loaded classes and method profiles to a cache.
 */
public final class AotTraining {
    private static final List<Kind> VISITS = List.of(Kind.MIX, Kind.READS, Kind.REFUSALS);
    private static final Duration LAP = Duration.ofSeconds(5);
    // Requests per kind, so that a slow machine trains as much as a fast one.
    private static final int ENOUGH = 500;
    private static final int MOST_LAPS = 6;
    private static final int CLIENTS = 4;
    // Each JVM creates the cache in another JVM when it exits.
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(5);

    private final Path root;
    private final PrintStream out;
    private final long begin = System.nanoTime();

    private AotTraining(Path root, PrintStream out) {
        this.root = root;
        this.out = out;
    }

    /** Runs it in the folder of the root pom. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> new AotTraining(Path.of("").toAbsolutePath(), System.out).run());
    }

    private void run() {
        StartupChecks.checkPackages(root);
        out.println("Training the services' AOT caches");
        try (var sink = Sink.start();
                var localShop = LocalShop.start(options(sink), this::record, this::say)) {
            train(localShop);
            say("each service writes its cache");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Arrays.stream(Service.values())
                        .forEach(service -> threads.submit(() -> localShop.stop(service, STOP_TIMEOUT)));
            }
            Arrays.stream(Service.values()).forEach(service -> say(report(service, localShop)));
        }
    }

    private LocalShopOptions options(Sink sink) {
        return LocalShopOptions.freePorts(root, "http://" + sink.authority())
                .underLoad()
                .with(Signal.environment(sink.authority()));
    }

    private List<String> record(Service service, Path temporary) {
        var cache = ServicePackage.aotCache(root, service);
        try {
            Files.createDirectories(cache.getParent());
            Files.deleteIfExists(cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var options = new ArrayList<>(ServicePackage.IMAGE_OPTIONS);
        options.add("-XX:AOTCacheOutput=" + cache);
        return ServicePackage.jar(root, service).java(temporary, options);
    }

    private void train(LocalShop localShop) {
        try (var traffic = Traffic.of(localShop);
                var shop = new ShopClient(localShop)) {
            for (var kind : VISITS) {
                var responses = new Measurement();
                for (var lap = 0; lap < MOST_LAPS && responses.responses() < ENOUGH; lap++) {
                    responses.add(Load.closedLoop(CLIENTS, LAP, () -> traffic.next(kind, _ -> {})));
                }
                say(responses.responses() + " responses to " + kind);
                for (var service : Service.values()) {
                    shop.management(service, "/q/health").expecting(200);
                    shop.management(service, "/metrics").expecting(200);
                    shop.management(service, "/metrics", ShopClient.OPEN_METRICS)
                            .expecting(200);
                }
            }
        }
    }

    private String report(Service service, LocalShop localShop) {
        try {
            return "%s: %d MiB".formatted(service.id(), Files.size(ServicePackage.aotCache(root, service)) >> 20);
        } catch (IOException e) {
            throw localShop.failure(service, "wrote no AOT cache.");
        }
    }

    private void say(String line) {
        out.printf("  %3d s  %s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds(), line);
    }
}
