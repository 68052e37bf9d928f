package shop.local.benchmark;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import shop.backends.PostgresServer;
import shop.backends.process.BoundedWait;
import shop.local.benchmark.BenchTable.Row;
import shop.local.benchmark.Variant.Round;
import shop.local.benchmark.Variant.Setup;
import shop.local.benchmark.database.Books;
import shop.local.benchmark.database.Growth;
import shop.local.benchmark.database.PostgresLimit;
import shop.local.load.Load;
import shop.local.load.Ratios;
import shop.local.program.Interruptible;
import shop.local.program.LinuxProcess;
import shop.local.program.StartFailure;
import shop.local.shop.Signal;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic.Kind;

/**
 * Measures how fast orders are placed: on the JVM, by native executables, and by those of another checkout.
 *
 * <p>All shops run all the time, and their rounds alternate in mirrored order (ABBA), so that background activity of
 * the machine affects all alike.
 */
public final class Bench {
    private static final Duration SETTLE = Duration.ofSeconds(15);
    // An order that was left pending is rejected after 15 s, and its event releases its stock.
    private static final Duration BOOKS_LIMIT = Duration.ofSeconds(90);

    private final BenchSettings settings;
    private final PrintStream out;
    private final Map<Variant, Books> books = new HashMap<>();
    private final Map<Integer, List<Double>> limits = new TreeMap<>();

    private Bench(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Runs it in the folder of the root pom; its settings come from the environment. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> new Bench(BenchSettings.of(System.getenv()), System.out)
                .run(Path.of("").toAbsolutePath()));
    }

    private void run(Path root) {
        if (!LinuxProcess.isKnown()) {
            throw new StartFailure("Memory is read from /proc: this benchmark needs Linux.");
        }
        var setups = new ArrayList<Setup>();
        settings.base().ifPresent(base -> setups.addAll(setups(base, "base, ")));
        setups.addAll(setups(root, ""));
        var shops = new ArrayList<Contender>();
        Optional<PostgresLimit> limit = Optional.empty();
        try {
            setups.forEach(setup -> shops.add(start(setup, _ -> {})));
            settings.growth().ifPresent(growth -> shops.add(startGrown(root, growth)));
            limit = limit(root, shops);
            shops.forEach(shop -> books.put(shop.variant, settledBooks(shop.variant)));
            measure(shops, limit);
            report(shops);
        } finally {
            limit.ifPresent(PostgresLimit::close);
            shops.forEach(shop -> shop.variant.close());
        }
    }

    private Contender startGrown(Path root, Growth growth) {
        var label = String.format(Locale.ROOT, "jvm, %,d orders", growth.orders());
        return start(setup(label, root, Packaging.AOT), server -> {
            out.printf(
                    "Writing %,d orders, %,d products and %,d users%n",
                    growth.orders(), growth.products(), growth.users());
            growth.fill(server);
        });
    }

    private Optional<PostgresLimit> limit(Path root, List<Contender> shops) {
        var pgbench = PostgresLimit.pgbench();
        if (pgbench.isEmpty()) {
            out.println("PostgreSQL's limit is not measured: pgbench is not on the PATH (Debian: postgresql).");
        }
        return pgbench.map(program ->
                PostgresLimit.start(program, root, shops.getLast().variant.localShop()));
    }

    private List<Setup> setups(Path root, String prefix) {
        StartupChecks.checkPackages(root);
        var setups = new ArrayList<Setup>();
        for (var packaging : List.of(Packaging.AOT, Packaging.NATIVE)) {
            if (packaging.isThere(root)) {
                var label = prefix + (packaging == Packaging.AOT ? "jvm" : "native");
                setups.add(setup(label, root, packaging));
            } else {
                out.println("Without " + packaging + " of " + root + ": run `make "
                        + (packaging == Packaging.AOT ? "aot" : "native") + "` there first.");
            }
        }
        return setups;
    }

    private static Setup setup(String label, Path root, Packaging packaging) {
        return new Setup(label, root, packaging, EnumSet.allOf(Signal.class), Kind.ORDERS, true);
    }

    private Contender start(Setup setup, Consumer<PostgresServer> preparation) {
        out.println("Starting the shop: " + setup.label());
        var variant = Variant.start(setup);
        try {
            preparation.accept(variant.localShop().postgres());
            // Lets start-up work and the first span export finish, and an executable unmap its pages.
            new BoundedWait(SETTLE, SETTLE).until(() -> false);
            return new Contender(variant, variant.residentSet(), new HashMap<>());
        } catch (RuntimeException e) {
            variant.close();
            throw e;
        }
    }

    private void measure(List<Contender> shops, Optional<PostgresLimit> limit) {
        var most = Collections.max(settings.clients());
        new WarmUp(requests -> Load.closedLoop(most, settings.round(), requests), settings.warmUp(), out)
                .run(shops.stream().map(Contender::variant).toList());
        for (var clients : settings.clients()) {
            out.printf(
                    "Measuring %d rounds of %d s with %d clients%n",
                    settings.rounds(), settings.round().toSeconds(), clients);
            shops.forEach(shop -> shop.rounds.put(clients, new ArrayList<>()));
            for (var number = 0; number < settings.rounds(); number++) {
                var alone = limit.map(database -> database.throughput(clients, settings.round()));
                alone.ifPresent(orders -> out.printf(Locale.ROOT, "  PostgreSQL alone: %.0f orders/s%n", orders));
                alone.ifPresent(limits.computeIfAbsent(clients, _ -> new ArrayList<>())::add);
                for (var shop : number % 2 == 0 ? shops : shops.reversed()) {
                    var round = shop.variant.measure(requests -> Load.closedLoop(clients, settings.round(), requests));
                    if (round.responses().responses(201) == 0) {
                        throw new StartFailure(
                                "No order was placed: " + round.responses().statuses() + ", "
                                        + round.responses().failures() + " without a response.");
                    }
                    shop.rounds.get(clients).add(round);
                    out.printf(
                            Locale.ROOT,
                            "  %s: %.0f responses/s%n",
                            shop.variant.label(),
                            round.responses().throughput());
                }
            }
        }
    }

    private void report(List<Contender> shops) {
        var rows = new ArrayList<Row>();
        for (var clients : settings.clients()) {
            shops.forEach(shop -> rows.add(new Row(
                    clients,
                    shop.variant.label(),
                    shop.rounds.get(clients),
                    limits.getOrDefault(clients, List.of()),
                    shop.idle,
                    shop.variant.residentSet())));
        }
        out.printf("%n%s%n%n", new BenchTable(rows));
        out.println("Ratios to the first shop: median (minimum to maximum) of the rounds.");
        limits.forEach((clients, orders) -> out.printf(
                Locale.ROOT,
                "PostgreSQL alone with %d clients: %.0f orders/s%n",
                clients,
                new Ratios(orders).median()));
        var differences = new ArrayList<String>();
        for (var shop : shops) {
            var responses = shop.variant.responses();
            out.println(shop.variant.label() + ": responses " + responses.statuses() + ", " + responses.failures()
                    + " without a response. Sent: " + shop.variant.sent());
            differences.addAll(differences(shop));
        }
        if (!differences.isEmpty()) {
            throw new StartFailure("The books do not balance.", differences);
        }
        out.println("The books balance: what was answered with 201 is confirmed, its stock taken; nothing is pending.");
    }

    /** The books once the first orders, which a cold shop may have refused, hold no stock. */
    private static Books settledBooks(Variant shop) {
        var settled = new AtomicReference<Books>();
        BoundedWait.upTo(BOOKS_LIMIT).until(() -> {
            settled.set(Books.of(shop.localShop().postgres()));
            return settled.get().isSettled();
        });
        return settled.get();
    }

    private List<String> differences(Contender shop) {
        var responses = shop.variant.responses();
        var differences = new ArrayList<String>();
        BoundedWait.upTo(BOOKS_LIMIT).until(() -> {
            differences.clear();
            differences.addAll(Books.of(shop.variant.localShop().postgres())
                    .differences(books.get(shop.variant), responses.responses(201), responses.failures()));
            return differences.isEmpty();
        });
        return differences.stream()
                .map(difference -> shop.variant.label() + ": " + difference)
                .toList();
    }

    /**
     * A shop under load.
     *
     * @param idle resident bytes of its services before the load
     * @param rounds measurements by number of clients
     */
    private record Contender(Variant variant, long idle, Map<Integer, List<Round>> rounds) {}
}
