package shop.local.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import shop.backends.process.TemporaryFolder;
import shop.local.program.StartFailure;

/**
 * The command {@code docker compose}, in the folder of compose.yaml.
 *
 * @param environment is added to this process's environment
 * @param docker the docker executable
 */
public record Compose(Path root, Map<String, String> environment, String docker) {
    // The first `up` builds images.
    private static final Duration LIMIT = Duration.ofMinutes(40);
    private static final int MAX_ERROR_LINES = 20;

    /**
     * Runs {@code docker compose}.
     *
     * @return the lines of its standard output
     * @throws StartFailure with its last error lines, if its exit status is not 0
     */
    public List<String> run(String... arguments) {
        return execute(Stream.concat(Stream.of(docker, "compose"), Arrays.stream(arguments))
                .toList());
    }

    /** Runs {@code docker}. */
    public List<String> docker(String... arguments) {
        return execute(
                Stream.concat(Stream.of(docker), Arrays.stream(arguments)).toList());
    }

    private List<String> execute(List<String> command) {
        try (var folder = new TemporaryFolder("compose-")) {
            var output = folder.path().resolve("output");
            var errors = folder.path().resolve("errors");
            var builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw failure(command, "did not end within " + LIMIT.toMinutes() + " minutes", lines(errors));
                }
                if (process.exitValue() != 0) {
                    throw failure(command, "failed", lines(errors));
                }
                return lines(output);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw failure(command, "failed", List.of(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        // Not strict UTF-8: a log may hold anything.
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static StartFailure failure(List<String> command, String how, List<String> lines) {
        var last = lines.subList(Math.max(0, lines.size() - MAX_ERROR_LINES), lines.size());
        return new StartFailure(
                "`" + String.join(" ", command) + "` " + how + (last.isEmpty() ? "." : ": " + last.getLast()), last);
    }
}
