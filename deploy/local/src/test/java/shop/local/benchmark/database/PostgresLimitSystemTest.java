package shop.local.benchmark.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.StartupChecks;

@Tag("system")
class PostgresLimitSystemTest {
    private static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();

    @Test
    void pgbench_confirms_orders_and_takes_their_stock_as_the_services_do() {
        var pgbench = PostgresLimit.pgbench();
        assumeTrue(pgbench.isPresent(), "pgbench is not on the PATH");
        StartupChecks.checkPackages(ROOT);
        try (var shop = LocalShop.start(LocalShopOptions.freePorts(ROOT, "http://localhost:9"), _ -> {});
                var limit = PostgresLimit.start(pgbench.get(), ROOT, shop)) {
            var before = limit.books();

            var throughput = limit.throughput(2, Duration.ofSeconds(1));

            var after = limit.books();
            assertThat(throughput).isPositive();
            assertThat(after.confirmed()).isGreaterThan(before.confirmed());
            // Nobody counts the answers, so any number of confirmed orders will do.
            assertThat(after.differences(before, 0, Long.MAX_VALUE)).isEmpty();
        }
    }
}
