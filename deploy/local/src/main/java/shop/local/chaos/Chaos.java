package shop.local.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import shop.backends.process.BoundedWait;
import shop.local.chaos.ChaosTable.Round;
import shop.local.program.Interruptible;
import shop.local.program.StartFailure;
import shop.local.shop.LocalShop;
import shop.local.shop.StartupChecks;

/** Breaks a shop while customers order, round after round, and checks after each what must never happen. */
public final class Chaos implements AutoCloseable {
    private static final int EARLIEST_MILLIS = 2_000;
    private static final int LATEST_MILLIS = 6_000;
    private static final Duration PENDING_LIMIT = Duration.ofSeconds(60);
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(200);
    // A request that its client has given up may take 3 s before it leaves its order pending or done.
    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final int WARM_UP_ORDERS = 100;
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(3);
    private static final int EXAMPLES = 20;

    private final ChaosSettings settings;
    private final PrintStream out;
    private final ChaosShop shop;
    private final Customers customers;
    private final List<Round> rounds = new ArrayList<>();
    private Findings findings = Findings.NONE;

    private Chaos(ChaosSettings settings, PrintStream out, ChaosShop shop) {
        this.settings = settings;
        this.out = out;
        this.shop = shop;
        this.customers = Customers.of(shop);
    }

    /** Runs it in the folder of the root pom; its settings come from the environment. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> {
            var settings = ChaosSettings.of(System.getenv());
            try (var chaos = start(Path.of("").toAbsolutePath(), settings, System.out)) {
                var findings = chaos.run();
                if (!findings.areNone()) {
                    throw new StartFailure(
                            "What must never happen has happened. Repeat it: SEED=" + settings.seed(),
                            findings.lines().stream().limit(EXAMPLES).toList());
                }
            }
            System.out.println("No order is lost or doubled, no piece oversold; customers and databases agree.");
        });
    }

    static Chaos start(Path root, ChaosSettings settings, PrintStream out) {
        StartupChecks.checkPackages(root);
        out.println("SEED=" + settings.seed() + ": starting the shop");
        var shop = ChaosShop.start(root, settings.environment());
        try {
            var chaos = new Chaos(settings, out, shop);
            chaos.warmUp();
            return chaos;
        } catch (RuntimeException e) {
            shop.close();
            throw e;
        }
    }

    /** @return what happened in any round and must not */
    Findings run() {
        settings.faults().forEach(this::run);
        out.printf("%n%s%n%n", new ChaosTable(rounds));
        out.println("Answers by status, 0 for none: " + statuses(customers.placements()));
        return findings;
    }

    List<Round> rounds() {
        return List.copyOf(rounds);
    }

    @Override
    public void close() {
        customers.close();
        shop.close();
    }

    private void warmUp() {
        customers.start(new Random(settings.seed()));
        var isWarm = new BoundedWait(WARM_UP_LIMIT, POLL)
                .until(() -> customers.placements().stream()
                                .filter(Placement::isConfirmed)
                                .count()
                        >= WARM_UP_ORDERS);
        customers.stop();
        if (!isWarm) {
            throw new StartFailure("The shop confirmed fewer than " + WARM_UP_ORDERS + " orders. Answers by status: "
                    + statuses(customers.placements()));
        }
    }

    private void run(Fault fault) {
        if (fault.needsReplicas()) {
            shop.addReplicas();
        }
        for (var number = 1; number <= settings.rounds(); number++) {
            var round = round(fault, number);
            rounds.add(round);
            out.printf(
                    Locale.ROOT,
                    "%s, round %d: %,d orders, %,d answered 201, recovered in %.1f s; all answers %s%n",
                    fault.title(),
                    number,
                    round.orders(),
                    round.confirmed(),
                    round.recovery().toMillis() / 1e3,
                    round.statuses());
            round.findings().lines().stream().limit(EXAMPLES).forEach(line -> out.println("  " + line));
        }
        shop.removeReplicas();
    }

    private Round round(Fault fault, int number) {
        var random = settings.random(fault, number);
        var before = customers.placements().size();
        customers.start(random);
        pause(Duration.ofMillis(random.nextInt(EARLIEST_MILLIS, LATEST_MILLIS)));
        var late = new TreeSet<String>();
        var outage = fault.strike(shop, random);
        pause(outage.lasts());
        var recovery = recovery(outage.repair(), late);
        customers.stop();
        awaitNothingUnfinished(late);
        var all = Audit.of(
                customers.placements(),
                customers.summaries(),
                customers.products(),
                Ledger.of(shop),
                LocalShop.CURRENCY);
        late.addAll(all.differences());
        var now = new Findings(all.lost(), all.doubled(), all.oversold(), late);
        var placements = customers.placements().stream().skip(before).toList();
        var round = new Round(
                fault,
                placements.stream()
                        .filter(placement -> !placement.isKeyReused())
                        .count(),
                placements.stream().filter(Placement::isConfirmed).count(),
                statuses(placements),
                now.since(findings),
                recovery);
        findings = now;
        return round;
    }

    private Duration recovery(Runnable repair, Set<String> late) {
        var repaired = Instant.now();
        var begin = System.nanoTime();
        repair.run();
        awaitUnfinished(repaired, PENDING_LIMIT, unfinished -> unfinished.pending() == 0)
                .ifPresent(unfinished -> late.add(PENDING_LIMIT.toSeconds() + " s after a repair: " + unfinished));
        awaitUnfinished(
                        repaired,
                        RECOVERY_LIMIT,
                        unfinished -> unfinished.isNothing() && customers.haveConfirmedSince(begin))
                .ifPresent(unfinished -> late.add(RECOVERY_LIMIT.toSeconds() + " s after a repair: " + unfinished
                        + ", order confirmed: " + customers.haveConfirmedSince(begin)));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** @return what is unfinished when the limit has passed */
    private Optional<Unfinished> awaitUnfinished(Instant before, Duration limit, Predicate<Unfinished> condition) {
        var last = new AtomicReference<Unfinished>();
        var isReached = new BoundedWait(limit, POLL).until(() -> {
            last.set(Unfinished.of(shop, before));
            return condition.test(last.get());
        });
        return isReached ? Optional.empty() : Optional.of(last.get());
    }

    private void awaitNothingUnfinished(Set<String> late) {
        var since = new AtomicReference<>(System.nanoTime());
        var last = new AtomicReference<Unfinished>();
        var isReached = new BoundedWait(RECOVERY_LIMIT, POLL).until(() -> {
            last.set(Unfinished.of(shop));
            if (!last.get().isNothing()) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > QUIET.toNanos();
        });
        if (!isReached) {
            late.add(RECOVERY_LIMIT.toSeconds() + " s after the last request: " + last.get());
        }
    }

    private static Map<Integer, Long> statuses(List<Placement> placements) {
        return placements.stream()
                .flatMap(placement -> placement.answers().stream())
                .collect(groupingBy(Placement.Answer::status, TreeMap::new, counting()));
    }

    private static void pause(Duration duration) {
        new BoundedWait(duration, duration).until(() -> false);
    }
}
