package shop.local.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.local.benchmark.database.Growth;
import shop.local.program.EnvironmentSettings;
import shop.local.program.StartFailure;

/**
 * Settings of {@link Bench}.
 *
 * @param base another checkout to compare with
 * @param clients numbers of concurrent clients of the closed loop
 * @param warmUp most time that the warm-up may take
 * @param round duration of one measurement
 * @param growth what one more shop has before the load
 */
record BenchSettings(
        Optional<Path> base,
        List<Integer> clients,
        Duration warmUp,
        Duration round,
        int rounds,
        Optional<Growth> growth) {

    /** Reads BASE (a folder), CLIENTS (8,32), WARM_UP and ROUND (seconds), ROUNDS, and ORDERS, PRODUCTS and USERS. */
    static BenchSettings of(Map<String, String> environment) {
        var base = environment.getOrDefault("BASE", "");
        return new BenchSettings(
                base.isEmpty() ? Optional.empty() : Optional.of(Path.of(base).toAbsolutePath()),
                clients(environment.getOrDefault("CLIENTS", "8,32")),
                Duration.ofSeconds(EnvironmentSettings.positive(environment, "WARM_UP", 1_800)),
                // One scrape interval, so that each round contains one scrape.
                Duration.ofSeconds(EnvironmentSettings.positive(environment, "ROUND", 15)),
                EnvironmentSettings.positive(environment, "ROUNDS", 10),
                growth(environment));
    }

    private static Optional<Growth> growth(Map<String, String> environment) {
        if (!environment.containsKey("ORDERS")) {
            return Optional.empty();
        }
        return Optional.of(new Growth(
                EnvironmentSettings.positive(environment, "ORDERS", 1),
                EnvironmentSettings.positive(environment, "PRODUCTS", 10_000),
                EnvironmentSettings.positive(environment, "USERS", 100_000)));
    }

    private static List<Integer> clients(String list) {
        if (!list.matches("[1-9][0-9]{0,3}(,[1-9][0-9]{0,3})*")) {
            throw new StartFailure("CLIENTS must be whole numbers above 0, such as 8,32, not \"" + list + "\".");
        }
        return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
    }
}
