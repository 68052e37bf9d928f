package shop.local.benchmark;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import shop.local.benchmark.OverheadTable.Rounds;
import shop.local.benchmark.Variant.ProcessorTimes;
import shop.local.benchmark.Variant.Round;
import shop.local.load.Load;
import shop.local.shop.Service;

class OverheadTableTest {

    @Test
    void compares_each_round_to_its_pair() {
        var none = Rounds.none("none");
        var all = Rounds.none("all");
        for (var milliseconds : new int[] {100, 200, 400}) {
            none.full().add(round(milliseconds));
            none.fixed().add(round(milliseconds));
            all.full().add(round(milliseconds + 50));
            all.fixed().add(round(milliseconds * 2));
        }

        assertThat(new OverheadTable(none, all).toString().lines())
                .startsWith("| | none | all | ratio |", "|---|---:|---:|---|")
                .contains("| services' CPU per request, ms | 60.00 | 75.00 | 1.25 (1.13 to 1.50) |")
                .contains("| … of user-service | 20.00 | 25.00 | 1.25 (1.13 to 1.50) |")
                .contains("| clients' and receivers' CPU per request, ms | 1.00 | 1.00 | 1.00 (1.00 to 1.00) |")
                .contains("| open loop: services' CPU per request, ms | 60.00 | 120.00 | 2.00 (2.00 to 2.00) |");
    }

    /** A round of ten responses with some CPU time for each service, and ten milliseconds for the load. */
    private static Round round(int milliseconds) {
        var answers = Load.openLoop(10_000, 1, Duration.ofMillis(1), () -> () -> 200);
        var services = Arrays.stream(Service.values())
                .collect(toMap(service -> service, _ -> Duration.ofMillis(milliseconds)));
        return new Round(answers, new ProcessorTimes(services, Duration.ofMillis(10)));
    }
}
