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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import shop.local.load.Measurement;
import shop.local.load.Request;
import shop.local.load.Sink;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.Signal;
import shop.local.traffic.Traffic;

/** One of the suites that are compared: it sends some of the signals, and somebody takes them. */
final class Variant implements AutoCloseable {
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);

    private final Set<Signal> signals;
    private final Map<Signal, Sink> sinks;
    private final LocalShop suite;
    private final Traffic shoppers;
    private final HttpClient http = HttpClient.newHttpClient();
    private final LongAdder scrapes = new LongAdder();
    private final LongAdder scraped = new LongAdder();

    private Variant(Set<Signal> signals, Map<Signal, Sink> sinks, LocalShop suite) {
        this.signals = signals;
        this.sinks = sinks;
        this.suite = suite;
        this.shoppers = Traffic.of(suite);
    }

    static Variant start(Path root, Set<Signal> signals, Consumer<String> progress) {
        var sinks = new EnumMap<Signal, Sink>(Signal.class);
        for (var signal : Signal.values()) {
            sinks.put(signal, Sink.start());
        }
        try {
            var receivers = sinks.entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, sink -> sink.getValue().authority()));
            var options = LocalShopOptions.freePorts(root, "http://" + receivers.get(Signal.TRACES))
                    .unwatched()
                    .with(Signal.environment(signals, receivers));
            return new Variant(signals, sinks, LocalShop.start(options, progress));
        } catch (RuntimeException e) {
            sinks.values().forEach(Sink::close);
            throw e;
        }
    }

    String label() {
        return Signal.label(signals);
    }

    /** Puts it under a load and says what that took. */
    Round measure(Function<Supplier<Request>, Measurement> load) {
        shoppers.stayLoggedIn();
        try (var scraper = Executors.newSingleThreadScheduledExecutor()) {
            if (signals.contains(Signal.METRICS)) {
                var interval = SCRAPE_INTERVAL.toMillis();
                scraper.scheduleAtFixedRate(this::scrape, interval / 2, interval, TimeUnit.MILLISECONDS);
            }
            var before = ProcessorTimes.of(suite);
            var measurement = load.apply(shoppers::next);
            var round = new Round(measurement, ProcessorTimes.of(suite).since(before));
            scraper.shutdownNow();
            return round;
        }
    }

    /** What the receivers took, and how often the metrics were read. */
    String sent() {
        return sinks.entrySet().stream()
                .map(sink -> sink.getKey().id() + " " + (sink.getKey() == Signal.METRICS ? scraped() : sink.getValue()))
                .collect(joining("; "));
    }

    @Override
    public void close() {
        shoppers.close();
        suite.close();
        http.shutdownNow();
        sinks.values().forEach(Sink::close);
    }

    private String scraped() {
        return "%d scrapes, %.1f MB".formatted(scrapes.sum(), scraped.sum() / 1e6);
    }

    private void scrape() {
        Arrays.stream(Service.values()).forEach(this::scrape);
    }

    private void scrape(Service service) {
        var request = HttpRequest.newBuilder(URI.create(suite.address(service).managementUrl() + "/metrics"))
                .header("Accept", ShopClient.OPEN_METRICS)
                .build();
        try {
            scraped.add(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length);
            scrapes.increment();
        } catch (IOException e) {
            // A missing scrape shows in their number.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A while under load. */
    record Round(Measurement answers, ProcessorTimes processorTimes) {
        double milliseconds(Duration total) {
            return total.toNanos() / 1e6 / answers.answers();
        }
    }

    /**
     * Processor time of the programs that take part.
     *
     * @param load this one: clients and receivers
     */
    record ProcessorTimes(Map<Service, Duration> services, Duration load) {
        static ProcessorTimes of(LocalShop suite) {
            return new ProcessorTimes(
                    Arrays.stream(Service.values()).collect(toMap(service -> service, suite::processorTime)),
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
