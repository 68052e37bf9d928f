package shop.local.soak;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import shop.local.load.Load;
import shop.local.load.Measurement;
import shop.local.load.Sink;
import shop.local.program.EnvironmentSettings;
import shop.local.program.Interruptible;
import shop.local.program.LinuxProcess;
import shop.local.program.StartFailure;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Signal;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic;

/** Sends steady traffic to a shop with production settings, and reports what grows. */
public final class Soak {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(10);
    private static final int MAX_CONCURRENT_REQUESTS = 50;

    private final Map<String, String> environment;
    private final PrintStream out;

    private Soak(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Runs it in the folder of the root pom; reads MINUTES (30), RATE (50 requests/s) and WARM_UP (5 minutes). */
    public static void main(String[] arguments) {
        Interruptible.run(
                () -> new Soak(System.getenv(), System.out).run(Path.of("").toAbsolutePath()));
    }

    private void run(Path root) {
        if (!LinuxProcess.isKnown()) {
            throw new StartFailure("Memory and sockets are read from /proc: this needs Linux.");
        }
        StartupChecks.checkPackages(root);
        out.println("Starting the shop");
        try (var receiver = Sink.start()) {
            var options = LocalShopOptions.freePorts(root, "http://" + receiver.authority())
                    .underLoad()
                    .durable()
                    .with(Signal.environment(receiver.authority()));
            try (var localShop = LocalShop.start(options, _ -> {});
                    var traffic = Traffic.of(localShop);
                    var gauges = new Gauges(localShop)) {
                send("Warming up", minutes("WARM_UP", 5), traffic);
                report(gauges, sampled(gauges, traffic));
            }
        }
    }

    private int minutes(String name, int fallback) {
        return EnvironmentSettings.positive(environment, name, fallback);
    }

    private Measurement sampled(Gauges gauges, Traffic traffic) {
        try (var sampler = Executors.newSingleThreadScheduledExecutor()) {
            var interval = SAMPLE_INTERVAL.toMillis();
            var sampling = sampler.scheduleAtFixedRate(gauges::sample, 0, interval, TimeUnit.MILLISECONDS);
            var responses = send("Sampling", minutes("MINUTES", 30), traffic);
            if (sampling.isDone()) {
                sampling.get();
            }
            return responses;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A sample failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted under load", e);
        }
    }

    /** Renews the tokens in between. */
    private Measurement send(String step, int minutes, Traffic traffic) {
        var rate = EnvironmentSettings.positive(environment, "RATE", 50);
        out.println(step + " for " + minutes + " minutes with " + rate + " requests/s");
        var responses = new Measurement();
        for (var minute = 0; minute < minutes && !Thread.currentThread().isInterrupted(); minute++) {
            traffic.stayLoggedIn();
            responses.add(Load.openLoop(rate, MAX_CONCURRENT_REQUESTS, MINUTE, traffic::next));
        }
        return responses;
    }

    private void report(Gauges gauges, Measurement responses) {
        out.printf("%nResponses by status: %s, %d without a response%n%n", responses.statuses(), responses.failures());
        out.println("| figure | samples | first third | last third | limit | verdict |");
        out.println("|---|---:|---:|---:|---:|---|");
        gauges.trends().forEach(out::println);
        out.println();
        var growing = gauges.trends().stream()
                .filter(trend -> !trend.isFlat())
                .map(Trend::name)
                .toList();
        if (!growing.isEmpty()) {
            throw new StartFailure("Not flat: " + String.join(", ", growing) + ".");
        }
        if (responses.responses(201) == 0) {
            throw new StartFailure("No order was placed.");
        }
        out.println("All figures are flat.");
    }
}
