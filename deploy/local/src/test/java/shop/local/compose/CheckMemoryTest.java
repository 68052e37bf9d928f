package shop.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/docker/check-memory} rejects a native build on a machine with too little memory. */
class CheckMemoryTest {
    private static final Path DOCKER = Path.of(System.getProperty("shop.root", "../.."), "deploy/docker");
    private static final Result ENOUGH = new Result(0, "");

    @TempDir
    private Path folder;

    @Test
    void a_build_needs_free_memory_or_swap() throws Exception {
        assertThat(buildWith("3g", 4700, 500)).isEqualTo(ENOUGH);
        assertThat(buildWith("3500m", 5600, 0)).isEqualTo(ENOUGH);
        assertThat(buildWith("3g", 3000, 500))
                .isEqualTo(new Result(
                        1,
                        "Building native executables needs 5120 MiB of memory, 3500 MiB are free: "
                                + "run make up-jvm instead.\n"));
    }

    @Test
    void make_up_needs_an_engine_with_enough_memory() throws Exception {
        assertThat(upWith(Map.of(), 8_000_000_000L)).isEqualTo(ENOUGH);
        assertThat(upWith(Map.of(), 4_000_000_000L)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.output()).hasLineCount(1).contains("Docker has 3814 MiB", "make up-jvm");
        });
    }

    @Test
    void make_up_builds_nothing_for_a_release_or_on_the_jvm() throws Exception {
        assertThat(upWith(Map.of("RUNTIME", "jvm"), 4_000_000_000L)).isEqualTo(ENOUGH);
        assertThat(upWith(Map.of("RELEASE", "v0.1.0"), 4_000_000_000L)).isEqualTo(ENOUGH);
    }

    @Test
    void a_machine_of_8_gib_is_enough() throws Exception {
        // The memory that remains for Docker, without firmware and kernel.
        assertThat(upWith(Map.of(), 7_700L << 20)).isEqualTo(ENOUGH);
    }

    @Test
    void a_heap_without_a_unit_is_refused() throws Exception {
        assertThat(buildWith("3", 8000, 0).output()).isEqualTo("NATIVE_IMAGE_XMX must be like 3g or 3500m, not 3.\n");
    }

    @Test
    void the_build_checks_before_it_runs_maven() throws Exception {
        assertThat(Files.readString(DOCKER.resolve("Dockerfile.native")))
                .matches(Pattern.compile(".*deploy/docker/check-memory && \\\\\\n.*/bin/mvn .*", Pattern.DOTALL));
    }

    private Result buildWith(String heap, int availableMib, int swapMib) throws Exception {
        var meminfo = Files.writeString(folder.resolve("meminfo"), """
                MemTotal:       99999999 kB
                MemFree:             100 kB
                MemAvailable:   %d kB
                SwapFree:       %d kB
                """.formatted(availableMib * 1024, swapMib * 1024));
        return run(Map.of("NATIVE_IMAGE_XMX", heap, "MEMINFO", meminfo.toString()));
    }

    private Result upWith(Map<String, String> settings, long engineBytes) throws Exception {
        var docker = Files.writeString(folder.resolve("docker"), "#!/bin/sh\necho " + engineBytes + "\n");
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        var environment = new HashMap<>(settings);
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        return run(environment, "engine");
    }

    private static Result run(Map<String, String> environment, String... arguments) throws Exception {
        var builder = new ProcessBuilder(DOCKER.resolve("check-memory").toString()).redirectErrorStream(true);
        builder.command().addAll(Arrays.asList(arguments));
        builder.environment().keySet().removeAll(Arrays.asList("RUNTIME", "RELEASE", "NATIVE_IMAGE_XMX"));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private record Result(int status, String output) {}
}
