package shop.local.benchmark;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import shop.backends.process.BoundedWait;
import shop.local.benchmark.FootprintTable.Start;
import shop.local.load.Load;
import shop.local.load.Sink;
import shop.local.program.Interruptible;
import shop.local.program.Probe;
import shop.local.program.Settings;
import shop.local.program.StartFailure;
import shop.local.shop.Credentials;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.Signal;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic;

/**
 * Measures how soon a service answers, and what memory it takes, in each of the forms that it comes in.
 *
 * <p>One shop runs all the time. One of its services after the other is stopped and started again, in each form in turn
 * and back (ABBA), so that what the machine does meanwhile meets all alike.
 */
public final class Footprint {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(3);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final Path root;
    private final int runs;
    private final Duration load;
    private final int rate;
    private final PrintStream out;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Footprint(Path root, Map<String, String> environment, PrintStream out) {
        this.root = root;
        this.runs = Settings.positive(environment, "RUNS", 10);
        this.load = Duration.ofSeconds(Settings.positive(environment, "LOAD", 10));
        this.rate = Settings.positive(environment, "RATE", 50);
        this.out = out;
    }

    /** Runs it in the folder of the root pom; RUNS, LOAD (seconds) and RATE come from the environment. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> new Footprint(Path.of("").toAbsolutePath(), System.getenv(), System.out).run());
    }

    private void run() {
        if (!ResidentSet.isKnown()) {
            throw new StartFailure("The memory of a process is read from /proc: this needs Linux.");
        }
        StartupChecks.checkPackages(root);
        var forms = Arrays.stream(Packaging.values())
                .filter(form -> form.isThere(root))
                .toList();
        out.println("Measuring " + runs + " starts of each service as " + forms);
        try (var sink = Sink.start();
                var suite = LocalShop.start(options(sink), launch(Packaging.JAR), _ -> {});
                var shoppers = Traffic.of(suite);
                var shop = new ShopClient(suite)) {
            var starts = measure(forms, suite, shoppers, shop);
            out.println();
            out.println(new FootprintTable(
                    starts,
                    (service, form) -> form.bytes(root, service),
                    (service, form) -> form.imageBytes(root, service)));
        } finally {
            http.shutdownNow();
        }
    }

    private LocalShopOptions options(Sink sink) {
        return LocalShopOptions.freePorts(root, "http://" + sink.authority())
                .unwatched()
                .with(Signal.environment(sink.authority()));
    }

    private LocalShop.Launch launch(Packaging form) {
        return (service, temporary) -> form.command(root, service, temporary);
    }

    private List<Start> measure(List<Packaging> forms, LocalShop suite, Traffic shoppers, ShopClient shop) {
        var customer = Credentials.of("ada@shop.example");
        var user = shop.register(customer, "Ada Lovelace").expecting(201).json();
        var starts = new ArrayList<Start>();
        for (var run = 0; run < runs; run++) {
            for (var service : Service.values()) {
                for (var form : run % 2 == 0 ? forms : forms.reversed()) {
                    shoppers.stayLoggedIn();
                    var request = request(suite, service, user.path("id").asText(), shop.token(customer));
                    starts.add(measure(suite, shoppers, service, form, request));
                }
            }
            out.println("  run " + (run + 1) + " of " + runs);
        }
        return starts;
    }

    private Start measure(LocalShop suite, Traffic shoppers, Service service, Packaging form, HttpRequest request) {
        suite.stop(service);
        var begin = System.nanoTime();
        suite.launch(service, launch(form));
        if (!new BoundedWait(ANSWER_LIMIT, POLL).until(() -> Probe.isAnswered(http, request))) {
            throw suite.failure(service, "gave no answer to " + request.uri());
        }
        var firstAnswer = Duration.ofNanos(System.nanoTime() - begin);
        // What a start leaves to do, and the first export of its spans.
        new BoundedWait(SETTLE, SETTLE).until(() -> false);
        var idle = ResidentSet.of(suite.pid(service));
        Load.atRate(rate, OverheadSettings.MOST_AT_ONCE, load, shoppers::next);
        return new Start(service, form, firstAnswer, idle, ResidentSet.of(suite.pid(service)));
    }

    /** What somebody may ask it first: each answer comes from the database, and all but one want a valid token. */
    private static HttpRequest request(LocalShop suite, Service service, String user, String token) {
        var path = switch (service) {
            case USER -> "/users/" + user;
            case INVENTORY -> "/products";
            case ORDER -> "/orders";
        };
        return HttpRequest.newBuilder(URI.create(suite.address(service).url() + path))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER_LIMIT)
                .build();
    }
}
