package shop.local.program;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a program so that Ctrl-C interrupts it and waits until it has closed its resources. */
public final class Interruptible {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean isStopping;

    private Interruptible() {}

    /** Runs the work and exits the JVM, with status 1 if the work fails. */
    public static void run(Runnable work) {
        System.exit(new Interruptible().statusOf(work));
    }

    private int statusOf(Runnable work) {
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main)));
        try {
            work.run();
            return 0;
        } catch (StartFailure e) {
            if (!isStopping) {
                e.evidence().forEach(line -> System.err.println("  | " + line));
                System.err.println(e.getMessage());
            }
            return 1;
        } catch (RuntimeException e) {
            if (!isStopping) {
                e.printStackTrace();
            }
            return 1;
        } finally {
            closed.countDown();
        }
    }

    private void stop(Thread main) {
        if (closed.getCount() == 0) {
            return;
        }
        isStopping = true;
        main.interrupt();
        try {
            closed.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
