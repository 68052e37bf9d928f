package shop.local.benchmark;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import shop.local.benchmark.BenchTable.Row;
import shop.local.benchmark.Variant.ProcessorTimes;
import shop.local.benchmark.Variant.Round;
import shop.local.load.Load;
import shop.local.shop.Service;

class BenchTableTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void compares_each_round_to_that_of_the_first_shop_with_as_many_clients() {
        var table = new BenchTable(List.of(
                row(8, "jvm", 100, 200, 400),
                row(8, "native", 150, 250, 450),
                row(32, "jvm", 50, 50, 50),
                row(32, "native", 100, 100, 100)));

        assertThat(column(table, "services' CPU per order, ms")).containsExactly("60.00", "75.00", "15.00", "30.00");
        assertThat(column(table, "user, inventory, order"))
                .containsExactly(
                        "20.00, 20.00, 20.00", "25.00, 25.00, 25.00", "5.00, 5.00, 5.00", "10.00, 10.00, 10.00");
        assertThat(table.toString().lines().toList().get(3)).contains("| 75.00 | 1.25 (1.13 to 1.50) |");
        assertThat(table.toString().lines().toList().get(5)).contains("| 30.00 | 2.00 (2.00 to 2.00) |");
    }

    @Test
    void counts_confirmed_orders_only() {
        var number = new AtomicInteger();
        var half = Load.openLoop(10_000, 1, Duration.ofMillis(1), () -> () -> number.getAndIncrement() % 2 * 201);

        var table = new BenchTable(
                List.of(new Row(8, "jvm", List.of(new Round(half, times(100))), List.of(), MEBIBYTE, MEBIBYTE)));

        assertThat(column(table, "services' CPU per order, ms")).containsExactly("60.00");
        assertThat(column(table, "refused")).containsExactly("50.0 %");
    }

    @Test
    void shows_the_share_of_the_limit_where_it_was_measured() {
        var round = round(100);
        var limit = round.responses().throughput() * 10;

        var table = new BenchTable(List.of(
                new Row(8, "jvm", List.of(round), List.of(limit), MEBIBYTE, MEBIBYTE),
                new Row(8, "native", List.of(round), List.of(), MEBIBYTE, MEBIBYTE)));

        assertThat(column(table, "of PostgreSQL's limit")).containsExactly("10.0 %", "–");
    }

    private static List<String> column(BenchTable table, String name) {
        var lines = table.toString()
                .lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .toList();
        return lines.stream()
                .skip(2)
                .map(line -> line.get(lines.getFirst().indexOf(name)))
                .toList();
    }

    private static Row row(int clients, String shop, int... milliseconds) {
        var rounds = IntStream.of(milliseconds).mapToObj(BenchTableTest::round).toList();
        return new Row(clients, shop, rounds, List.of(), 300 * MEBIBYTE, 400 * MEBIBYTE);
    }

    /** A round of ten orders with some CPU time for each service. */
    private static Round round(int milliseconds) {
        return new Round(Load.openLoop(10_000, 1, Duration.ofMillis(1), () -> () -> 201), times(milliseconds));
    }

    private static ProcessorTimes times(int milliseconds) {
        var services = Arrays.stream(Service.values())
                .collect(toMap(service -> service, _ -> Duration.ofMillis(milliseconds)));
        return new ProcessorTimes(services, Duration.ofMillis(10));
    }
}
