package shop.local.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import shop.local.program.EnvironmentSettings;
import shop.local.shop.Signal;

/**
 * Settings of {@link Overhead}.
 *
 * @param signals the combinations that are compared with no signals
 * @param warmUp most time that the warm-up may take
 * @param round duration of one measurement
 * @param clients concurrent clients of the closed loop
 * @param rate requests per second of the open loop; 0 for half of the shop's throughput
 */
record OverheadSettings(List<Set<Signal>> signals, Duration warmUp, Duration round, int rounds, int clients, int rate) {
    private static final int UNSET = 0;

    /** More than a healthy shop ever processes at once, so that the open loop keeps its rate. */
    static final int MAX_CONCURRENT_REQUESTS = 64;

    /** Reads SIGNALS, WARM_UP and ROUND (seconds), ROUNDS, CLIENTS and RATE. */
    static OverheadSettings of(Map<String, String> environment) {
        var signals = environment.getOrDefault("SIGNALS", "all").split(",");
        return new OverheadSettings(
                Arrays.stream(signals).map(Signal::parse).toList(),
                Duration.ofSeconds(EnvironmentSettings.positive(environment, "WARM_UP", 1_800)),
                // One scrape interval, so that each round contains one scrape.
                Duration.ofSeconds(EnvironmentSettings.positive(environment, "ROUND", 15)),
                EnvironmentSettings.positive(environment, "ROUNDS", 10),
                EnvironmentSettings.positive(environment, "CLIENTS", 8),
                EnvironmentSettings.positive(environment, "RATE", UNSET));
    }
}
