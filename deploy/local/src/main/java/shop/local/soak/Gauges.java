package shop.local.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import shop.local.benchmark.database.DatabaseConnection;
import shop.local.program.Jcmd;
import shop.local.program.LinuxProcess;
import shop.local.program.StartFailure;
import shop.local.shop.LocalShop;
import shop.local.shop.Service;
import shop.local.shop.ServicePackage;
import shop.local.shop.ShopClient;

/** The figures of a shop that must not grow. */
final class Gauges implements AutoCloseable {
    private static final double MEBIBYTE = 1 << 20;
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
    // A collection costs time: the heap is read once a minute.
    private static final int HEAP_EVERY = 6;

    private final LocalShop localShop;
    private final ShopClient client;
    private final List<Gauge> heaps = new ArrayList<>();
    private final List<Gauge> others = new ArrayList<>();
    private int samples;

    Gauges(LocalShop localShop) {
        this.localShop = localShop;
        this.client = new ShopClient(localShop);
        for (var service : Service.values()) {
            var process = new LinuxProcess(localShop.pid(service));
            heaps.add(new Gauge(service.id() + ": live heap, MiB", 4, () -> liveHeap(service) / MEBIBYTE));
            others.add(new Gauge(service.id() + ": RSS, MiB", 16, () -> process.residentSet() / MEBIBYTE));
            others.add(new Gauge(service.id() + ": sockets", 10, process::sockets));
            others.add(new Gauge(service.id() + ": threads", 5, process::threads));
            others.add(new Gauge(service.id() + ": series of /metrics", 10, () -> series(service)));
        }
        others.add(new Gauge("length of the stream `orders`", 100, this::streamLength));
        others.add(new Gauge("rows of the outbox", 100, this::outboxRows));
    }

    void sample() {
        others.forEach(Gauge::sample);
        if (samples++ % HEAP_EVERY == 0) {
            heaps.forEach(Gauge::sample);
        }
    }

    List<Trend> trends() {
        return Stream.concat(heaps.stream(), others.stream()).map(Gauge::trend).toList();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Bytes after a collection; an executable collects its small heap often enough. */
    private double liveHeap(Service service) {
        if (!ServicePackage.areNative()) {
            Jcmd.run(localShop.pid(service), "GC.run");
        }
        var bytes = metrics(service)
                .lines()
                .filter(line -> line.startsWith(HEAP))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        if (bytes == 0) {
            throw new StartFailure("/metrics of " + service.id() + " has no " + HEAP + ", …}.");
        }
        return bytes;
    }

    private double series(Service service) {
        return metrics(service).lines().filter(line -> !line.startsWith("#")).count();
    }

    private String metrics(Service service) {
        return client.management(service, "/metrics").expecting(200).text();
    }

    private double streamLength() {
        try (var redis = localShop.redis().connect()) {
            return (Long) redis.send("XLEN", "orders");
        }
    }

    private double outboxRows() {
        try (var orders = DatabaseConnection.of(localShop.postgres(), Service.ORDER.database())) {
            return Double.parseDouble(
                    orders.rows("select count(*) from outbox").getFirst().getFirst());
        }
    }

    /** @param slack growth that means nothing */
    private record Gauge(String name, double slack, DoubleSupplier figure, List<Double> samples) {
        Gauge(String name, double slack, DoubleSupplier figure) {
            this(name, slack, figure, new ArrayList<>());
        }

        void sample() {
            samples.add(figure.getAsDouble());
        }

        Trend trend() {
            return new Trend(name, slack, samples);
        }
    }
}
