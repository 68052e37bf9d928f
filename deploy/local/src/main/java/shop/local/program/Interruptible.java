package shop.local.program;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a program so that Ctrl-C interrupts it and waits until it has closed its resources. */
public final class Interruptible {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    // Ctrl-C also reaches the child processes: one may end before this JVM handles the signal.
    private static final Duration SIGNAL_LAG = Duration.ofMillis(300);

    private final boolean endless;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Interruptible(boolean endless) {
        this.endless = endless;
    }

    /** Runs the work and exits the JVM, with status 1 if the work fails. */
    public static void run(Runnable work) {
        System.exit(new Interruptible(false).statusOf(work));
    }

    /** Runs work whose normal end is Ctrl-C, which then exits the JVM with status 0. */
    public static void runEndless(Runnable work) {
        System.exit(new Interruptible(true).statusOf(work));
    }

    private int statusOf(Runnable work) {
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main)));
        try {
            work.run();
            return 0;
        } catch (StartFailure e) {
            if (!await(stopping, SIGNAL_LAG)) {
                e.evidence().forEach(line -> System.err.println("  | " + line));
                System.err.println(e.getMessage());
            }
            return 1;
        } catch (RuntimeException e) {
            if (!await(stopping, SIGNAL_LAG)) {
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
        if (endless) {
            System.out.println("\nStopping everything.");
        }
        stopping.countDown();
        main.interrupt();
        if (await(closed, STOP_TIMEOUT) && endless) {
            System.out.println("Stopped. No process and no file is left.");
            Runtime.getRuntime().halt(0);
        }
    }

    private static boolean await(CountDownLatch latch, Duration limit) {
        try {
            return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return latch.getCount() == 0;
        }
    }
}
