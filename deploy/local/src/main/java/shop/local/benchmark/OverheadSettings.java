package shop.local.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import shop.local.program.Settings;
import shop.local.shop.Signal;

/**
 * How the shop is put under load.
 *
 * @param signals one combination for each suite that is compared with the one that sends none
 * @param warmUp how long each suite runs before it is measured: on two cores the JIT compiler needs minutes
 * @param round how long one measurement lasts
 * @param clients how many ask as fast as they are answered
 * @param rate requests a second where the rate is fixed; 0 for half of what the shop can do
 */
record OverheadSettings(List<Set<Signal>> signals, Duration warmUp, Duration round, int rounds, int clients, int rate) {
    private static final int UNSET = 0;

    /** More than a healthy shop ever has in hand, so that a fixed rate is kept. */
    static final int MOST_AT_ONCE = 64;

    /** Reads SIGNALS, WARM_UP and ROUND (seconds), ROUNDS, CLIENTS and RATE. */
    static OverheadSettings of(Map<String, String> environment) {
        var signals = environment.getOrDefault("SIGNALS", "all").split(",");
        return new OverheadSettings(
                Arrays.stream(signals).map(Signal::parse).toList(),
                Duration.ofSeconds(Settings.positive(environment, "WARM_UP", 540)),
                // A scrape interval: each round then holds one scrape.
                Duration.ofSeconds(Settings.positive(environment, "ROUND", 15)),
                Settings.positive(environment, "ROUNDS", 10),
                Settings.positive(environment, "CLIENTS", 8),
                Settings.positive(environment, "RATE", UNSET));
    }
}
