package shop.local.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;
import shop.local.otlp.OtlpReceiver;
import shop.local.program.Interruptible;
import shop.local.shop.Account;
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
        StartupChecks.check(root);
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
            new FirstOrder(shop, receiver, localShop.operator(), customer, out).show();
            new DemoSummary(localShop, receiver, customer, ready).print(out);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Ctrl-C: everything is closed by now.
        }
    }

    private LocalShopOptions options(OtlpReceiver receiver, InstalledPrograms programs) {
        var options = LocalShopOptions.contract(root, receiver.endpoint().toString());
        var ours = programs.include(StackProgram.Kind.BUGSINK) && !Bugsink.isElsewhere();
        return ours ? options.withErrorsTo(Bugsink.dsn()) : options;
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
