package shop.local.compose;

import java.util.ArrayList;
import java.util.List;
import shop.local.program.StartFailure;

/**
 * {@code docker compose down} that accepts an unused network which the engine refuses to remove. Engines before 28.1
 * may miscount its endpoints after concurrent starts and stops, until they restart (moby/moby#42119).
 */
public record ComposeDown(Compose compose, String label) {
    private static final String MISCOUNTED = "has active endpoints";

    /** @param project the name of the Compose project */
    public static ComposeDown of(Compose compose, String project) {
        return new ComposeDown(compose, "label=com.docker.compose.project=" + project);
    }

    public void run(String... options) {
        var command = new ArrayList<>(List.of("--profile", "*", "down"));
        command.addAll(List.of(options));
        try {
            compose.run(command.toArray(String[]::new));
        } catch (StartFailure failure) {
            if (!failure.getMessage().contains(MISCOUNTED) || isAnythingOnANetwork()) {
                throw failure;
            }
            System.out.println("The engine kept an unused network: " + failure.getMessage());
        }
    }

    private boolean isAnythingOnANetwork() {
        return !compose.docker("ps", "--all", "--quiet", "--filter", label).isEmpty()
                || compose.docker("network", "ls", "--quiet", "--filter", label).stream()
                        .flatMap(network ->
                                compose.docker("network", "inspect", "--format={{len .Containers}}", network).stream())
                        .anyMatch(containers -> !containers.equals("0"));
    }
}
