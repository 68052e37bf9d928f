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
 * Trains the AOT caches of the jars: runs the shop under a load that goes everywhere, and lets each JVM write down what it
 * has learned, so that the next one finds its classes loaded and linked, and knows which methods are hot.
 */
public final class AotTraining {
    private static final List<Kind> VISITS = List.of(Kind.MIX, Kind.READS, Kind.REFUSALS);
    private static final Duration LAP = Duration.ofSeconds(5);
    // So that a slow machine learns as much as a fast one.
    private static final int ENOUGH = 500;
    private static final int MOST_LAPS = 6;
    private static final int CLIENTS = 4;
    // At its end each JVM starts another one, which makes the cache.
    private static final Duration STOP_LIMIT = Duration.ofMinutes(5);

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
                var suite = LocalShop.start(options(sink), this::record, this::say)) {
            train(suite);
            say("each service writes its cache");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Arrays.stream(Service.values())
                        .forEach(service -> threads.submit(() -> suite.stop(service, STOP_LIMIT)));
            }
            Arrays.stream(Service.values()).forEach(service -> say(report(service, suite)));
        }
    }

    private LocalShopOptions options(Sink sink) {
        return LocalShopOptions.freePorts(root, "http://" + sink.authority())
                .unwatched()
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
        var options = new ArrayList<>(ServicePackage.AS_IN_THE_IMAGE);
        options.add("-XX:AOTCacheOutput=" + cache);
        return ServicePackage.jar(root, service).java(temporary, options);
    }

    private void train(LocalShop suite) {
        try (var shoppers = Traffic.of(suite);
                var shop = new ShopClient(suite)) {
            for (var visit : VISITS) {
                var answers = new Measurement();
                for (var lap = 0; lap < MOST_LAPS && answers.answers() < ENOUGH; lap++) {
                    answers.add(Load.asFastAsItGoes(CLIENTS, LAP, () -> shoppers.next(visit, _ -> {})));
                }
                say(answers.answers() + " answers to " + visit);
                for (var service : Service.values()) {
                    shop.management(service, "/q/health").expecting(200);
                    shop.management(service, "/metrics").expecting(200);
                    shop.management(service, "/metrics", ShopClient.OPEN_METRICS)
                            .expecting(200);
                }
            }
        }
    }

    private String report(Service service, LocalShop suite) {
        try {
            return "%s: %d MiB".formatted(service.id(), Files.size(ServicePackage.aotCache(root, service)) >> 20);
        } catch (IOException e) {
            throw suite.failure(service, "wrote no AOT cache.");
        }
    }

    private void say(String line) {
        out.printf("  %3d s  %s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds(), line);
    }
}
