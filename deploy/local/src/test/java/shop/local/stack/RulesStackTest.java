package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.program.Executables;
import shop.local.stack.StackProgram.Kind;

/** The rules pass their tests, by promtool. */
@Tag("stack")
class RulesStackTest {
    private static final Path PROMETHEUS =
            Path.of(System.getProperty("shop.root", "../.."), "observability-stack", "prometheus");

    @Test
    void the_rules_pass_their_tests() throws Exception {
        promtoolPasses(Rules.files(PROMETHEUS.resolve("tests")));
    }

    @Test
    void the_demo_raises_no_alert_about_programs_that_it_does_not_run(@TempDir Path folder) throws Exception {
        var rules = Files.readString(PROMETHEUS.resolve("rules/alerts.yml"));
        Files.writeString(
                folder.resolve("alerts.yml"),
                ScrapeJobs.of(List.of(Kind.PROMETHEUS, Kind.MAILPIT)).ofFile(rules));
        var test = Files.writeString(folder.resolve("test.yml"), """
                rule_files: [alerts.yml]
                evaluation_interval: 15s
                tests:
                  - interval: 15s
                    input_series:
                      - { series: 'up{job="prometheus"}', values: 1x60 }
                      - { series: 'up{job="mailpit"}', values: 1x40 0x20 }
                    alert_rule_test:
                      - { eval_time: 10m, alertname: TargetMissing, exp_alerts: [] }
                      - eval_time: 15m
                        alertname: TargetMissing
                        exp_alerts:
                          - exp_labels: { severity: warning, job: mailpit }
                            exp_annotations:
                              summary: mailpit cannot be scraped
                              description: Prometheus can scrape 0 targets of the job mailpit.
                              runbook_url: observability-stack/runbooks/TargetMissing.md
                              dashboard: http://localhost:3000/d/telemetry-health?var-job=mailpit
                """);

        promtoolPasses(Stream.of(test));
    }

    private static void promtoolPasses(Stream<Path> tests) throws Exception {
        var promtool = Executables.find(List.of("promtool"));
        assertThat(promtool)
                .as("promtool on the PATH; `make programs` builds it")
                .isPresent();
        var command = new ArrayList<>(List.of(promtool.get().toString(), "test", "rules"));
        tests.map(Path::toString).forEach(command::add);

        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(output).isZero();
    }
}
