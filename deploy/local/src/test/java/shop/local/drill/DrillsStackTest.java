package shop.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.stack.SharedStack;
import shop.local.stack.Stack;
import shop.local.traffic.BackgroundTraffic;
import shop.local.traffic.Traffic;

/** Every alert fires, is mailed, leads to the failed request, and is resolved. */
@Tag("stack")
@Order(2)
@ExtendWith(SharedStack.class)
class DrillsStackTest {

    private static final double RATE = 4;

    // So that alerts resolve while traffic continues.
    private static BackgroundTraffic backgroundTraffic;

    @BeforeAll
    static void open(Traffic traffic) {
        backgroundTraffic = BackgroundTraffic.of(traffic, Traffic.Kind.MIX, RATE);
    }

    @AfterAll
    static void close() {
        backgroundTraffic.close();
    }

    /** Resolutions are awaited together at the end, which saves time. */
    @TestFactory
    Stream<DynamicTest> every_drill_goes_from_its_fault_to_resolved(Stack stack, Traffic traffic) {
        var drills = DrillFile.read(SharedStack.ROOT.resolve("observability-stack/drills.yaml"))
                .all();
        var fired = new ArrayList<Fired>();
        var fire = drills.stream()
                .map(drill -> dynamicTest(drill.alert() + " fires", () -> {
                    System.out.println(drill.alert() + ": " + drill.what());
                    try (var run = new DrillRun(stack, traffic, drill, DrillsStackTest::print)) {
                        run.fire();
                        fired.add(new Fired(drill.alert(), run));
                    }
                }));
        var resolve = drills.stream()
                .map(drill -> dynamicTest(drill.alert() + " is resolved", () -> {
                    var run = fired.stream()
                            .filter(one -> one.alert().equals(drill.alert()))
                            .findFirst();
                    assertThat(run).as("fired").isPresent();
                    run.get().run().awaitResolved();
                }));
        return Stream.concat(fire, resolve);
    }

    private static void print(String what, String details) {
        System.out.printf("  %-10s %s%n", what, details);
    }

    private record Fired(String alert, DrillRun run) {}
}
