package shop.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shop.local.benchmark.FootprintTable.Start;
import shop.local.shop.Service;

class FootprintTableTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void compares_each_start_to_the_jars_in_the_same_run() {
        var starts = new ArrayList<Start>();
        for (var milliseconds : new int[] {4_000, 2_000, 3_000}) {
            starts.add(start(Packaging.AOT, milliseconds / 2));
            starts.add(start(Packaging.JAR, milliseconds));
        }

        assertThat(table(starts).lines())
                .containsExactly(
                        "| | first response, ms | ratio to the jar | RSS idle, MiB | RSS after load, MiB | files, MiB "
                                + "| image, MiB |",
                        "|---|---:|---|---:|---:|---:|---:|",
                        "| user-service, jar | 3000 | 1 | 100 | 150 | 60 | – |",
                        "| user-service, jar with AOT cache | 1500 | 0.50 (0.50 to 0.50) | 100 | 150 | 200 | 500 |");
    }

    @Test
    void averages_the_two_middle_values_of_an_even_number_of_starts() {
        var starts = List.of(
                start(Packaging.JAR, 1_000),
                start(Packaging.JAR, 9_000),
                start(Packaging.JAR, 3_000),
                start(Packaging.JAR, 2_000));

        assertThat(table(starts)).contains("| user-service, jar | 2500 |");
    }

    private static String table(List<Start> starts) {
        return new FootprintTable(
                        starts,
                        (_, form) -> (form == Packaging.JAR ? 60 : 200) * MEBIBYTE,
                        (_, form) -> form == Packaging.JAR ? Optional.empty() : Optional.of(500 * MEBIBYTE))
                .toString();
    }

    private static Start start(Packaging form, int milliseconds) {
        return new Start(Service.USER, form, Duration.ofMillis(milliseconds), 100 * MEBIBYTE, 150 * MEBIBYTE);
    }
}
