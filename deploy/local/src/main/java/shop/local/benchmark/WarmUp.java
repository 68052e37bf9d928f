package shop.local.benchmark;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import shop.local.benchmark.JitCompilers.Work;
import shop.local.benchmark.Variant.Round;
import shop.local.load.Measurement;
import shop.local.load.Request;

/**
 * Load in turn on all shops, until their JIT compilers have next to nothing left to do.
 *
 * <p>The queue alone does not tell: compilers keep up with their work long before it ends.
 */
final class WarmUp {
    /** Calm laps in a row that end it. */
    static final int CALM_LAPS = 3;
    /** Of a calm lap: methods that a shop's JVMs compile for 1,000 responses. */
    static final int COMPILED = 50;
    /** Of a calm lap: methods that wait at its end. */
    static final int QUEUED = 5;

    private final Function<Supplier<Request>, Measurement> load;
    private final Duration limit;
    private final PrintStream out;

    /**
     * @param load one lap
     * @param limit of all laps together
     */
    WarmUp(Function<Supplier<Request>, Measurement> load, Duration limit, PrintStream out) {
        this.load = load;
        this.limit = limit;
        this.out = out;
    }

    /** @return the last lap of each shop */
    List<Round> run(List<Variant> shops) {
        out.println("Warming up until the JIT compilers are calm, for at most " + limit.toSeconds() + " s");
        var compilers = new HashMap<Variant, JitCompilers>();
        try {
            shops.forEach(shop -> compilers.put(shop, JitCompilers.watch(shop.jvms())));
            return run(shops, compilers);
        } finally {
            compilers.values().forEach(JitCompilers::close);
        }
    }

    private List<Round> run(List<Variant> shops, HashMap<Variant, JitCompilers> compilers) {
        var begin = System.nanoTime();
        var laps = new HashMap<Variant, List<Lap>>();
        shops.forEach(shop -> laps.put(shop, new ArrayList<>()));
        while (true) {
            var rounds = new ArrayList<Round>();
            for (var shop : shops) {
                var lapBegin = System.nanoTime();
                var before = compilers.get(shop).work();
                var round = shop.measure(load);
                var lap = Lap.of(
                        before,
                        compilers.get(shop).work(),
                        compilers.get(shop).haveAllReportedSince(lapBegin),
                        round.responses());
                rounds.add(round);
                laps.get(shop).add(lap);
                out.printf(
                        Locale.ROOT,
                        "  %s: %.0f responses/s, %d methods compiled, %d waiting%n",
                        shop.label(),
                        round.responses().throughput(),
                        lap.compiled,
                        lap.queued);
            }
            if (laps.values().stream().allMatch(WarmUp::isOver)) {
                return rounds;
            }
            if (System.nanoTime() - begin > limit.toNanos()) {
                out.println("  The compilers are still at work: the figures are those of shops that are not warm.");
                return rounds;
            }
        }
    }

    static boolean isOver(List<Lap> laps) {
        return laps.size() >= CALM_LAPS
                && laps.subList(laps.size() - CALM_LAPS, laps.size()).stream().allMatch(Lap::isCalm);
    }

    /**
     * The compilers of one shop during one lap.
     *
     * @param compiled methods compiled
     * @param queued methods that wait at the end
     * @param areKnown whether all of them reported during the lap
     */
    record Lap(long responses, long compiled, long queued, boolean areKnown) {
        static Lap of(Work before, Work after, boolean areKnown, Measurement measurement) {
            return new Lap(measurement.responses(), after.compiled() - before.compiled(), after.queued(), areKnown);
        }

        boolean isCalm() {
            return areKnown && responses > 0 && queued <= QUEUED && compiled * 1_000 <= COMPILED * responses;
        }
    }
}
