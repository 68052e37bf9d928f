package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.local.program.Executables;

/** The rules pass their tests, by promtool. */
@Tag("stack")
class RulesStackTest {
    private static final Path PROMETHEUS =
            Path.of(System.getProperty("shop.root", "../.."), "observability-stack", "prometheus");

    @Test
    void the_rules_do_what_their_tests_say() throws Exception {
        var promtool = Executables.find(List.of("promtool"));
        assertThat(promtool)
                .as("promtool on the PATH; `make programs` builds it")
                .isPresent();
        var command = new ArrayList<>(List.of(promtool.get().toString(), "test", "rules"));
        Rules.files(PROMETHEUS.resolve("tests")).map(Path::toString).forEach(command::add);

        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(output).isZero();
    }
}
