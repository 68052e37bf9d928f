package shop.local.drill;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import shop.local.compose.ComposeStack;
import shop.local.program.Interruptible;
import shop.local.program.StartFailure;
import shop.local.stack.CompressedTime;
import shop.local.stack.LocalStack;
import shop.local.stack.Stack;
import shop.local.traffic.Traffic;

/** Runs one drill or all, on the running stack of Compose or on one that it starts. */
public final class Drills {
    private final Stack stack;
    private final PrintStream out;
    private final List<String> results = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    private Drills(Stack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /** Runs the drill of the alert in ALERT, or all drills, in the folder of the root pom. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> {
            var root = Path.of("").toAbsolutePath();
            var drillFile = DrillFile.read(root.resolve("observability-stack/drills.yaml"));
            var alert = Optional.ofNullable(System.getenv("ALERT")).filter(name -> !name.isBlank());
            var drills = alert.map(drillFile::drill).map(List::of).orElseGet(drillFile::all);
            try (var stack = stack(root, System.out)) {
                try {
                    new Drills(stack, System.out).run(drills);
                } finally {
                    stay(stack, System.out);
                }
            }
        });
    }

    private static Stack stack(Path root, PrintStream out) {
        var running = ComposeStack.find(root);
        if (running.isPresent()) {
            out.println("Using the running stack, in real time: an alert takes minutes.");
            return running.get();
        }
        var time = CompressedTime.fromEnvironment(System.getenv());
        out.println("No stack is running: starting one with all durations divided by " + time.factor() + ".");
        var begin = System.nanoTime();
        return LocalStack.start(
                root,
                time,
                step -> out.printf(
                        "%5d s  %s%n",
                        Duration.ofNanos(System.nanoTime() - begin).toSeconds(), step));
    }

    private static void stay(Stack stack, PrintStream out) {
        if (!System.getenv().getOrDefault("KEEP", "").equals("yes")
                || Thread.currentThread().isInterrupted()) {
            return;
        }
        out.println();
        out.println("Still running: Prometheus " + stack.at(9090) + "  Alertmanager " + stack.at(9093) + "  Mailpit "
                + stack.at(8025) + "  Jaeger " + stack.at(16686) + "  Bugsink " + stack.at(8000)
                + "  Ctrl-C stops it.");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Ctrl-C.
        }
    }

    private void run(List<Drill> drills) {
        try (var traffic = Traffic.of(stack.shop())) {
            drills.forEach(drill -> run(drill, traffic));
        }
        if (drills.size() > 1) {
            out.println();
            results.forEach(out::println);
        }
        if (!missed.isEmpty()) {
            throw new StartFailure(
                    missed.size() + " of " + drills.size() + " drills failed: " + String.join(", ", missed));
        }
    }

    private void run(Drill drill, Traffic traffic) {
        var begin = System.nanoTime();
        out.println();
        out.println(drill.alert() + ": " + drill.what());
        try (var run = new DrillRun(stack, traffic, drill, (what, details) -> print(begin, what, details))) {
            run.fire();
            run.awaitResolved();
            results.add("%-30s passed in %d s".formatted(drill.alert(), seconds(begin)));
        } catch (DrillRun.Missed | IllegalStateException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            print(begin, "FAILED", e.getMessage());
            results.add("%-30s FAILED after %d s: %s".formatted(drill.alert(), seconds(begin), e.getMessage()));
            missed.add(drill.alert());
        }
    }

    private void print(long begin, String what, String details) {
        out.printf("%5d s  %-10s %s%n", seconds(begin), what, details);
    }

    private static long seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }
}
