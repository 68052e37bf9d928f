package shop.local.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;
import shop.local.otlp.OtlpReceiver;
import shop.local.program.StartFailure;
import shop.local.shop.Credentials;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.ShopClient;
import shop.local.shop.StartupChecks;
import shop.local.stack.Bugsink;
import shop.local.stack.StackProgram;

/** Starts the shop on this machine, places an order, shows what it left, and stays until it is interrupted. */
public final class Demo {
    private static final int OTLP_PORT = 4318;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    // Ctrl-C reaches our children too, and one of them may be gone before we hear of it.
    private static final Duration SIGNAL_LAG = Duration.ofMillis(300);

    private final Path root;
    private final PrintStream out;
    private final long begin = System.nanoTime();

    private Demo(Path root, PrintStream out) {
        this.root = root;
        this.out = out;
    }

    /** Runs it in the folder of the root pom. */
    public static void main(String[] arguments) {
        var stopping = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, stopping, closed)));
        var status = 0;
        try {
            new Demo(Path.of("").toAbsolutePath(), System.out).run();
        } catch (StartFailure e) {
            if (!comesDown(stopping, SIGNAL_LAG)) {
                e.evidence().forEach(line -> System.err.println("  | " + line));
                System.err.println(e.getMessage());
                status = 1;
            }
        } catch (RuntimeException e) {
            if (!comesDown(stopping, SIGNAL_LAG)) {
                e.printStackTrace();
                status = 1;
            }
        } finally {
            closed.countDown();
        }
        System.exit(status);
    }

    private static void stop(Thread main, CountDownLatch stopping, CountDownLatch closed) {
        if (closed.getCount() == 0) {
            return;
        }
        System.out.println("\nStopping everything.");
        stopping.countDown();
        main.interrupt();
        if (comesDown(closed, STOP_LIMIT)) {
            System.out.println("Stopped. No process and no file is left.");
            // Being stopped is how a demo ends well.
            Runtime.getRuntime().halt(0);
        }
    }

    private static boolean comesDown(CountDownLatch latch, Duration limit) {
        try {
            return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return latch.getCount() == 0;
        }
    }

    private void run() {
        StartupChecks.check(root);
        say("Starting the shop on this machine:");
        try (var folder = new TemporaryFolder("shop-demo-");
                var companions =
                        InstalledPrograms.start(root.resolve("observability-stack"), folder.path(), this::sayStep);
                var receiver = startReceiver(companions);
                var suite = LocalShop.start(options(receiver, companions), this::sayStep);
                var shop = new ShopClient(suite)) {
            var ready = companions.awaitReady(this::sayStep);
            var customer = Credentials.of("ada@shop.example");
            sayStep("twelve products, a customer, an order");
            new FirstOrder(shop, receiver, suite.operator(), customer, out).show();
            new DemoSummary(suite, receiver, customer, ready).print(out);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Asked to stop: all is closed by now.
        }
    }

    private LocalShopOptions options(OtlpReceiver receiver, InstalledPrograms companions) {
        var options = LocalShopOptions.contract(root, receiver.endpoint().toString());
        var ours = companions.include(StackProgram.Kind.BUGSINK) && !Bugsink.isElsewhere();
        return ours ? options.withErrorsTo(Bugsink.dsn()) : options;
    }

    private static OtlpReceiver startReceiver(InstalledPrograms companions) {
        if (companions.include(StackProgram.Kind.JAEGER)) {
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
