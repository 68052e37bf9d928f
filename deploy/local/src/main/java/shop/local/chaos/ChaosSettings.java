package shop.local.chaos;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import shop.local.program.EnvironmentSettings;
import shop.local.program.StartFailure;

/**
 * Settings of {@link Chaos}.
 *
 * @param seed repeats the moments of the faults and the decisions of the customers
 * @param rounds number of rounds of each fault
 * @param environment further variables of the services
 */
record ChaosSettings(int seed, int rounds, List<Fault> faults, Map<String, String> environment) {
    private static final int LARGEST_SEED = 1_000_000_000;

    /** Reads SEED (random), ROUNDS (3) and FAULT (names separated by commas; all). */
    static ChaosSettings of(Map<String, String> environment) {
        return new ChaosSettings(
                EnvironmentSettings.positive(environment, "SEED", new Random().nextInt(1, LARGEST_SEED)),
                EnvironmentSettings.positive(environment, "ROUNDS", 3),
                faults(environment.getOrDefault("FAULT", "")),
                Map.of());
    }

    /** The same for each run of a round with this seed, whatever other faults are chosen. */
    Random random(Fault fault, int round) {
        return new Random(Objects.hash(seed, fault.id(), round));
    }

    private static List<Fault> faults(String names) {
        return names.isEmpty()
                ? List.of(Fault.values())
                : Arrays.stream(names.split(",")).map(ChaosSettings::fault).toList();
    }

    private static Fault fault(String name) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new StartFailure("There is no fault \"" + name + "\": name some of "
                        + Arrays.stream(Fault.values()).map(Fault::id).collect(joining(", ")) + "."));
    }
}
