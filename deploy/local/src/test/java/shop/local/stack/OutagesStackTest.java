package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.local.traffic.BackgroundTraffic;
import shop.local.traffic.Traffic;

/** An outage of a part of the observability stack raises an alert and does not affect the services' responses. */
@Tag("stack")
@Order(4)
@ExtendWith(SharedStack.class)
class OutagesStackTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int RATE = 8;
    // Confirmed, read and refused, as without an outage.
    private static final Set<Integer> USUAL = Set.of(200, 201, 422);

    @ParameterizedTest
    @CsvSource({
        "jaeger, TargetMissing, job, jaeger",
        "alertmanager, TargetMissing, job, alertmanager",
        "mailpit, TargetMissing, job, mailpit",
        "bugsink, TelemetryDropped, signal, errors",
        "postgres-exporter, TargetMissing, job, postgres",
        "redis-exporter, TargetMissing, job, redis",
    })
    void raises_an_alert_and_changes_no_answer(
            String part, String alert, String label, String value, Stack stack, Traffic traffic) {
        outage(
                part,
                stack,
                traffic,
                () -> await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(stack.prometheus().alerts())
                                .anyMatch(firing -> firing.isFiring() && firing.is(alert, Map.of(label, value)))));
    }

    /** Alertmanager resolves the Watchdog: a dead man's switch that no longer receives it raises the alarm. */
    @Test
    void of_prometheus_ends_the_watchdog_and_changes_no_answer(Stack stack, Traffic traffic) {
        await().atMost(LIMIT).until(() -> stack.alertmanager().has("Watchdog", Map.of()));

        outage(
                "prometheus",
                stack,
                traffic,
                () -> await().atMost(LIMIT).until(() -> !stack.alertmanager().has("Watchdog", Map.of())));

        await().atMost(LIMIT).until(() -> stack.alertmanager().has("Watchdog", Map.of()));
    }

    private static void outage(String part, Stack stack, Traffic traffic, Runnable meanwhile) {
        traffic.stayLoggedIn();
        try (var backgroundTraffic = BackgroundTraffic.of(traffic, Traffic.Kind.MIX, RATE)) {
            stack.stop(part);
            try {
                meanwhile.run();
            } finally {
                stack.start(part);
            }
            assertThat(backgroundTraffic.statuses().keySet()).isNotEmpty().isSubsetOf(USUAL);
        }
    }
}
