package shop.local.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;
import shop.local.otlp.OtlpReceiver;
import shop.local.program.Interruptible;
import shop.local.shop.Account;
import shop.local.shop.Frontend;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.ShopClient;
import shop.local.shop.StartupChecks;
import shop.local.stack.Bugsink;
import shop.local.stack.StackProgram;

/** Starts the shop on this machine, places an order, prints its trace, and runs until it is interrupted. */
public final class Demo {
    private static final int OTLP_PORT = 4318;

    private final Path root;
    private final PrintStream out;
    private final long begin = System.nanoTime();

    private Demo(Path root, PrintStream out) {
        this.root = root;
        this.out = out;
    }

    /** Runs it in the folder of the root pom. */
    public static void main(String[] arguments) {
        Interruptible.runEndless(() -> new Demo(Path.of("").toAbsolutePath(), System.out).run());
    }

    private void run() {
        var page = Frontend.contractAddress();
        StartupChecks.check(root, page);
        say("Starting the shop on this machine:");
        try (var folder = new TemporaryFolder("shop-demo-");
                var programs =
                        InstalledPrograms.start(root.resolve("observability-stack"), folder.path(), this::sayStep);
                var receiver = startReceiver(programs);
                var localShop = LocalShop.start(options(receiver, programs), this::sayStep);
                var shop = new ShopClient(localShop)) {
            var ready = programs.awaitReady(this::sayStep);
            var customer = Account.of("ada@shop.example");
            sayStep("twelve products, a customer, an order");
            var order = new FirstOrder(shop, receiver, localShop.operator(), customer, out);
            order.fillShop(DemoProducts.read(root));
            try (var frontend = Frontend.start(
                    root, localShop, customer, receiver.endpoint(), programUrls(ready), page, folder.path())) {
                order.show();
                frontend.awaitReady();
                new DemoSummary(localShop, frontend, receiver, customer, ready).print(out);
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException e) {
            // Ctrl-C: everything is closed by now.
        }
    }

    private LocalShopOptions options(OtlpReceiver receiver, InstalledPrograms programs) {
        var options = LocalShopOptions.contract(root, receiver.endpoint().toString())
                .withLogsTo(receiver.endpoint().resolve("/v1/logs"));
        var ours = programs.include(StackProgram.Kind.BUGSINK) && !Bugsink.isElsewhere();
        return ours ? options.withErrorsTo(Bugsink.dsn()) : options;
    }

    /** Empty where a program does not run, so that the page says so; its traces and logs are those of the receiver. */
    private static Map<String, String> programUrls(List<StackProgram.Kind> running) {
        var urls = new HashMap<String, String>();
        urls.put("GRAFANA_URL", "");
        urls.put("JAEGER_LINK", running.contains(StackProgram.Kind.JAEGER) ? link(StackProgram.Kind.JAEGER) : "");
        // Prometheus serves them even if it has no page.
        urls.put("RUNBOOKS_URL", StackProgram.Kind.PROMETHEUS.page() + "/user");
        for (var kind : List.of(
                StackProgram.Kind.PROMETHEUS,
                StackProgram.Kind.ALERTMANAGER,
                StackProgram.Kind.MAILPIT,
                StackProgram.Kind.BUGSINK)) {
            urls.put(kind.name() + "_URL", running.contains(kind) ? kind.page() : "");
            urls.put(kind.name() + "_LINK", running.contains(kind) ? link(kind) : "");
        }
        return urls;
    }

    /** Empty for a program without a page: {@code make programs} builds all but Bugsink as APIs only. */
    private static String link(StackProgram.Kind kind) {
        var isBuilt = kind.executable()
                .filter(path -> path.toString().contains("/observable-shop/programs/"))
                .isPresent();
        return isBuilt && kind != StackProgram.Kind.BUGSINK ? "" : kind.page();
    }

    private static OtlpReceiver startReceiver(InstalledPrograms programs) {
        if (programs.include(StackProgram.Kind.JAEGER)) {
            return OtlpReceiver.start(Ports.free(), List.of(URI.create("http://localhost:" + OTLP_PORT)));
        }
        return OtlpReceiver.start(Ports.isTaken(OTLP_PORT) ? Ports.free() : OTLP_PORT, List.of());
    }

    private void sayStep(String step) {
        say("  %3d s  %s".formatted(seconds(), step));
    }

    private void say(String line) {
        out.println(line);
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }
}
