package shop.local.benchmark;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import shop.local.load.Measurement;
import shop.local.load.Request;
import shop.local.load.Sink;
import shop.local.program.LinuxProcess;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.Signal;
import shop.local.traffic.Traffic;
import shop.local.traffic.Traffic.Kind;

/** One of the shops that are compared; it sends its signals to receivers that discard them. */
final class Variant implements AutoCloseable {
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);

    private final Setup setup;
    private final Map<Signal, Sink> sinks;
    private final LocalShop localShop;
    private final Traffic traffic;
    private final Measurement responses = new Measurement();
    private final HttpClient http = HttpClient.newHttpClient();
    private final LongAdder scrapes = new LongAdder();
    private final LongAdder scraped = new LongAdder();

    private Variant(Setup setup, Map<Signal, Sink> sinks, LocalShop localShop) {
        this.setup = setup;
        this.sinks = sinks;
        this.localShop = localShop;
        this.traffic = Traffic.of(localShop);
    }

    static Variant start(Setup setup) {
        var sinks = new EnumMap<Signal, Sink>(Signal.class);
        for (var signal : Signal.values()) {
            sinks.put(signal, Sink.start());
        }
        try {
            var receivers = sinks.entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, sink -> sink.getValue().authority()));
            var options = LocalShopOptions.freePorts(setup.root, "http://" + receivers.get(Signal.TRACES))
                    .underLoad()
                    .with(Signal.environment(setup.signals, receivers));
            return new Variant(
                    setup,
                    sinks,
                    LocalShop.start(
                            setup.isDurable ? options.durable() : options,
                            (service, temporary) -> setup.packaging.command(setup.root, service, temporary),
                            _ -> {}));
        } catch (RuntimeException e) {
            sinks.values().forEach(Sink::close);
            throw e;
        }
    }

    String label() {
        return setup.label;
    }

    LocalShop localShop() {
        return localShop;
    }

    /** The process ids of its JVMs. */
    List<Long> jvms() {
        return setup.packaging == Packaging.NATIVE ? List.of() : processes();
    }

    /** Resident bytes of the services. */
    long residentSet() {
        return processes().stream()
                .mapToLong(pid -> new LinuxProcess(pid).residentSet())
                .sum();
    }

    /** All responses to the load so far. */
    Measurement responses() {
        return responses;
    }

    /** Measures the shop under load. */
    Round measure(Function<Supplier<Request>, Measurement> load) {
        traffic.stayLoggedIn();
        try (var scraper = Executors.newSingleThreadScheduledExecutor()) {
            if (setup.signals.contains(Signal.METRICS)) {
                var interval = SCRAPE_INTERVAL.toMillis();
                scraper.scheduleAtFixedRate(this::scrape, interval / 2, interval, TimeUnit.MILLISECONDS);
            }
            var before = ProcessorTimes.of(localShop);
            var measurement = load.apply(() -> traffic.next(setup.traffic, _ -> {}));
            var round = new Round(measurement, ProcessorTimes.of(localShop).since(before));
            scraper.shutdownNow();
            responses.add(measurement);
            return round;
        }
    }

    /** What the receivers got, and the number of scrapes. */
    String sent() {
        return sinks.entrySet().stream()
                .map(sink -> sink.getKey().id() + " " + (sink.getKey() == Signal.METRICS ? scraped() : sink.getValue()))
                .collect(joining("; "));
    }

    @Override
    public void close() {
        traffic.close();
        localShop.close();
        http.shutdownNow();
        sinks.values().forEach(Sink::close);
    }

    private List<Long> processes() {
        return Arrays.stream(Service.values()).map(localShop::pid).toList();
    }

    private String scraped() {
        return "%d scrapes, %.1f MB".formatted(scrapes.sum(), scraped.sum() / 1e6);
    }

    private void scrape() {
        Arrays.stream(Service.values()).forEach(this::scrape);
    }

    private void scrape(Service service) {
        var request = HttpRequest.newBuilder(
                        URI.create(localShop.address(service).managementUrl() + "/metrics"))
                .header("Accept", ShopClient.OPEN_METRICS)
                .build();
        try {
            scraped.add(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length);
            scrapes.increment();
        } catch (IOException e) {
            // The number of scrapes shows that one is missing.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What distinguishes a shop from the others.
     *
     * @param root the folder of the root pom of its packages
     * @param signals the signals that it sends
     * @param traffic the requests that it gets
     * @param isDurable PostgreSQL waits for its disk
     */
    record Setup(String label, Path root, Packaging packaging, Set<Signal> signals, Kind traffic, boolean isDurable) {}

    /** One measurement under load. */
    record Round(Measurement responses, ProcessorTimes processorTimes) {
        double milliseconds(Duration total) {
            return total.toNanos() / 1e6 / responses.responses();
        }
    }

    /**
     * CPU time of the programs.
     *
     * @param load CPU time of this program: clients and receivers
     */
    record ProcessorTimes(Map<Service, Duration> services, Duration load) {
        static ProcessorTimes of(LocalShop localShop) {
            return new ProcessorTimes(
                    Arrays.stream(Service.values()).collect(toMap(service -> service, localShop::processorTime)),
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        }

        ProcessorTimes since(ProcessorTimes before) {
            return new ProcessorTimes(
                    services.entrySet().stream()
                            .collect(toMap(
                                    Map.Entry::getKey,
                                    time -> time.getValue().minus(before.services.get(time.getKey())))),
                    load.minus(before.load));
        }

        Duration all() {
            return services.values().stream().reduce(Duration.ZERO, Duration::plus);
        }
    }
}
