package shop.local.compose;

import java.util.ArrayList;
import java.util.List;
import shop.local.program.StartFailure;

/**
 * {@code docker compose down}, where the engine may count the endpoints of a network wrong: those before 28.1 do so now and
 * then once containers have come and gone at one time, keep a network that nothing is on, and correct the count at their next
 * start (moby/moby#42119). Of that a word is said; whatever else fails, fails.
 */
public record ComposeDown(Compose compose, String label) {
    private static final String MISCOUNTED = "has active endpoints";

    /** @param project the name of the project, as Compose has it */
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
            System.out.println("The engine kept a network that nothing is on: " + failure.getMessage());
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
