package shop.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.local.chaos.ChaosTable.Round;

@Tag("system")
class ChaosSystemTest {
    private static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();
    private static final int SEED = 17;
    private static final List<Fault> FAULTS =
            List.of(Fault.KILLED_RELAY, Fault.EMPTIED_REDIS, Fault.REPEATED_EVENTS, Fault.CUT_NEIGHBOUR);
    // Orders that a fault leaves pending are abandoned sooner than in production.
    private static final Map<String, String> SOONER = Map.of("SHOP_ABANDONED_AFTER", "5s", "SHOP_ABANDON_EVERY", "1s");

    @Test
    void no_order_is_lost_or_doubled_and_no_piece_oversold() {
        try (var chaos = Chaos.start(ROOT, new ChaosSettings(SEED, 1, FAULTS, SOONER), System.out)) {
            var findings = chaos.run();

            assertThat(findings.lines()).isEmpty();
            assertThat(chaos.rounds()).extracting(Round::fault).containsExactlyElementsOf(FAULTS);
            assertThat(chaos.rounds())
                    .allSatisfy(round -> assertThat(round.confirmed()).isPositive());
        }
    }
}
