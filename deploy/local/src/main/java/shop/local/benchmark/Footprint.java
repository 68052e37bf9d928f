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
import shop.local.program.EnvironmentSettings;
import shop.local.program.Http;
import shop.local.program.Interruptible;
import shop.local.program.LinuxProcess;
import shop.local.program.StartFailure;
import shop.local.shop.Account;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.Signal;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic;

/**
 * Measures the time to the first response and the memory of a service, for each packaging.
 *
 * <p>One shop runs all the time. Its services are restarted one after the other, in each packaging in turn and in
 * reverse order (ABBA), so that background activity of the machine affects all alike.
 */
public final class Footprint {
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(3);
    private static final Duration SETTLE = Duration.ofSeconds(15);

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
        this.runs = EnvironmentSettings.positive(environment, "RUNS", 10);
        this.load = Duration.ofSeconds(EnvironmentSettings.positive(environment, "LOAD", 10));
        this.rate = EnvironmentSettings.positive(environment, "RATE", 50);
        this.out = out;
    }

    /** Runs it in the folder of the root pom; RUNS, LOAD (seconds) and RATE come from the environment. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> new Footprint(Path.of("").toAbsolutePath(), System.getenv(), System.out).run());
    }

    private void run() {
        if (!LinuxProcess.isKnown()) {
            throw new StartFailure("Memory is read from /proc: this benchmark needs Linux.");
        }
        StartupChecks.checkPackages(root);
        var forms = Arrays.stream(Packaging.values())
                .filter(form -> form.isThere(root))
                .toList();
        out.println("Measuring " + runs + " starts of each service, packaged as " + forms);
        try (var sink = Sink.start();
                var localShop = LocalShop.start(options(sink), launch(Packaging.JAR), _ -> {});
                var traffic = Traffic.of(localShop);
                var shop = new ShopClient(localShop)) {
            var starts = measure(forms, localShop, traffic, shop);
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
                .underLoad()
                .with(Signal.environment(sink.authority()));
    }

    private LocalShop.Launch launch(Packaging form) {
        return (service, temporary) -> form.command(root, service, temporary);
    }

    private List<Start> measure(List<Packaging> forms, LocalShop localShop, Traffic traffic, ShopClient shop) {
        var customer = Account.of("ada@shop.example");
        var user = shop.register(customer, "Ada Lovelace").expecting(201).json();
        var starts = new ArrayList<Start>();
        for (var run = 0; run < runs; run++) {
            for (var service : Service.values()) {
                for (var form : run % 2 == 0 ? forms : forms.reversed()) {
                    traffic.stayLoggedIn();
                    var request = request(localShop, service, user.path("id").asText(), shop.token(customer));
                    starts.add(measure(localShop, traffic, service, form, request));
                }
            }
            out.println("  run " + (run + 1) + " of " + runs);
        }
        return starts;
    }

    private Start measure(LocalShop localShop, Traffic traffic, Service service, Packaging form, HttpRequest request) {
        localShop.stop(service);
        var begin = System.nanoTime();
        localShop.launch(service, launch(form));
        if (!new BoundedWait(RESPONSE_TIMEOUT, POLL).until(() -> Http.isAnswered(http, request))) {
            throw localShop.failure(service, "did not respond to " + request.uri());
        }
        var firstAnswer = Duration.ofNanos(System.nanoTime() - begin);
        // Lets start-up work and the first span export finish.
        new BoundedWait(SETTLE, SETTLE).until(() -> false);
        var idle = new LinuxProcess(localShop.pid(service)).residentSet();
        Load.openLoop(rate, OverheadSettings.MAX_CONCURRENT_REQUESTS, load, traffic::next);
        return new Start(service, form, firstAnswer, idle, new LinuxProcess(localShop.pid(service)).residentSet());
    }

    /** A typical first request: it reads the database, and needs a token except for products. */
    private static HttpRequest request(LocalShop localShop, Service service, String user, String token) {
        var path = switch (service) {
            case USER -> "/users/" + user;
            case INVENTORY -> "/products";
            case ORDER -> "/orders";
        };
        return HttpRequest.newBuilder(URI.create(localShop.address(service).url() + path))
                .header("Authorization", "Bearer " + token)
                .timeout(RESPONSE_TIMEOUT)
                .build();
    }
}
