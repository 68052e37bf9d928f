package shop.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.backends.BoundedWait;
import shop.local.FootprintTable.Start;
import shop.local.compose.Compose;
import shop.local.load.Load;
import shop.local.load.Sink;

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
        this.runs = LoadSettings.positive(environment, "RUNS", 10);
        this.load = Duration.ofSeconds(LoadSettings.positive(environment, "LOAD", 10));
        this.rate = LoadSettings.positive(environment, "RATE", 50);
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
        Preflight.checkPackages(root);
        var forms =
                Arrays.stream(Form.values()).filter(form -> form.isThere(root)).toList();
        out.println("Measuring " + runs + " starts of each service as " + forms);
        try (var sink = Sink.start();
                var suite = Suite.start(options(sink), launch(Form.JAR), _ -> {});
                var shoppers = Shoppers.of(suite);
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

    private SuiteOptions options(Sink sink) {
        return SuiteOptions.freePorts(root, "http://" + sink.authority())
                .unwatched()
                .with(Signal.environment(sink));
    }

    private Suite.Launch launch(Form form) {
        return (service, temporary) -> form.command(root, service, temporary);
    }

    private List<Start> measure(List<Form> forms, Suite suite, Shoppers shoppers, ShopClient shop) {
        var customer = Account.of("ada@shop.example");
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

    private Start measure(Suite suite, Shoppers shoppers, Service service, Form form, HttpRequest request) {
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
        Load.atRate(rate, LoadSettings.MOST_AT_ONCE, load, shoppers::next);
        return new Start(service, form, firstAnswer, idle, ResidentSet.of(suite.pid(service)));
    }

    /** What somebody may ask it first: each answer comes from the database, and all but one want a valid token. */
    private static HttpRequest request(Suite suite, Service service, String user, String token) {
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

    /** How a service comes. */
    enum Form {
        JAR("jar", null),
        AOT("jar with AOT cache", "jvm"),
        NATIVE("native", "native");

        private final String label;
        private final String tag;

        /** @param tag of its image, as Compose names it by itself; null where there is none */
        Form(String label, String tag) {
            this.label = label;
            this.tag = tag;
        }

        boolean isThere(Path root) {
            return Arrays.stream(Service.values()).allMatch(service -> isThere(root, service));
        }

        private boolean isThere(Path root, Service service) {
            return switch (this) {
                case JAR -> true;
                case AOT -> Files.exists(ServicePackage.aotCache(root, service));
                case NATIVE -> executable(root, service).exists();
            };
        }

        private List<String> command(Path root, Service service, Path temporary) {
            var options = new ArrayList<>(ServicePackage.AS_IN_THE_IMAGE);
            return switch (this) {
                case JAR -> ServicePackage.jar(root, service).java(temporary, options);
                case AOT -> {
                    options.add("-XX:AOTCache=" + ServicePackage.aotCache(root, service));
                    // Else one that does not fit the jar any more would be passed over.
                    options.add("-XX:AOTMode=on");
                    yield ServicePackage.jar(root, service).java(temporary, options);
                }
                case NATIVE -> executable(root, service).executable();
            };
        }

        private long bytes(Path root, Service service) {
            var jar = ServicePackage.jar(root, service).file().getParent();
            return switch (this) {
                case JAR -> size(jar);
                case AOT -> size(jar) + size(ServicePackage.aotCache(root, service));
                case NATIVE -> size(executable(root, service).file());
            };
        }

        private Optional<Long> imageBytes(Path root, Service service) {
            if (tag == null) {
                return Optional.empty();
            }
            var name = "observable-shop-" + service.id() + ":" + tag;
            try {
                var size = new Compose(root, Map.of(), "docker").docker("image", "inspect", "--format={{.Size}}", name);
                return Optional.of(Long.valueOf(size.getFirst()));
            } catch (StartFailure e) {
                // There is no Docker, or no such image yet.
                return Optional.empty();
            }
        }

        private static ServicePackage executable(Path root, Service service) {
            return ServicePackage.executable(ServicePackage.target(root, service));
        }

        private static long size(Path path) {
            try (var files = Files.walk(path)) {
                return files.mapToLong(
                                file -> file.toFile().isFile() ? file.toFile().length() : 0)
                        .sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
