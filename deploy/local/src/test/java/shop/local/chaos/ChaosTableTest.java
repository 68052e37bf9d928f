package shop.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.local.chaos.ChaosTable.Round;

class ChaosTableTest {

    @Test
    void adds_up_the_rounds_of_a_fault_and_has_the_longest_recovery() {
        var lost = new Findings(Set.of("order 1"), Set.of(), Map.of("kettle", 2L, "mug", 1L), Set.of());

        var table = new ChaosTable(List.of(
                round(Fault.KILLED_REDIS, 1_000, 900, Findings.NONE, 1_240),
                round(Fault.KILLED_REDIS, 200, 100, lost, 12_360),
                round(Fault.EMPTIED_REDIS, 3, 2, Findings.NONE, 50)));

        assertThat(table).hasToString("""
                | fault | rounds | orders | answered 201 | lost | doubled | oversold | longest recovery, s |
                |---|---:|---:|---:|---:|---:|---:|---:|
                | `kill -9` of Redis | 2 | 1,200 | 1,000 | 1 | 0 | 3 | 12.4 |
                | Redis emptied | 1 | 3 | 2 | 0 | 0 | 0 | 0.1 |
                | all | 3 | 1,203 | 1,002 | 1 | 0 | 3 | 12.4 |""");
    }

    private static Round round(Fault fault, long orders, long confirmed, Findings findings, long milliseconds) {
        return new Round(fault, orders, confirmed, Map.of(), findings, Duration.ofMillis(milliseconds));
    }
}
