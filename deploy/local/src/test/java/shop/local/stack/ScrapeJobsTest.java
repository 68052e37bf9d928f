package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.stack.StackProgram.Kind;

class ScrapeJobsTest {
    private static final Path PROMETHEUS =
            Path.of(System.getProperty("shop.root", "../.."), "observability-stack", "prometheus");
    private static final ScrapeJobs JOBS = ScrapeJobs.of(List.of(Kind.PROMETHEUS, Kind.JAEGER));

    @Test
    void are_those_of_the_services_and_of_the_programs_that_run(@TempDir Path folder) throws IOException {
        var copy = Files.writeString(
                folder.resolve("prometheus.yml"), JOBS.ofFile(Files.readString(PROMETHEUS.resolve("prometheus.yml"))));

        assertThat(Rules.yaml(copy).at("/scrape_configs").findValuesAsText("job_name"))
                .containsExactlyInAnyOrder(
                        "order-service",
                        "user-service",
                        "inventory-service",
                        "frontend",
                        "prometheus",
                        "jaeger",
                        "spanmetrics");
    }

    @Test
    void are_the_only_ones_whose_absence_fires_an_alert() throws IOException {
        var rules = JOBS.ofFile(Files.readString(PROMETHEUS.resolve("rules/alerts.yml")));

        assertThat(rules.lines().map(String::strip).filter(line -> line.contains("absent(up")))
                .containsExactlyInAnyOrder(
                        "or 0 * absent(up{job=\"order-service\"})",
                        "or 0 * absent(up{job=\"user-service\"})",
                        "or 0 * absent(up{job=\"inventory-service\"})",
                        "or 0 * absent(up{job=\"frontend\"})",
                        "or 0 * absent(up{job=\"jaeger\"})",
                        "or 0 * absent(up{job=\"prometheus\"})",
                        "or 0 * absent(up{job=\"spanmetrics\"})");
    }

    @Test
    void of_a_shop_without_the_frontend_lack_only_its_job() throws IOException {
        var configuration = Files.readString(PROMETHEUS.resolve("prometheus.yml"));
        var rules = Files.readString(PROMETHEUS.resolve("rules/alerts.yml"));

        assertThat(ScrapeJobs.WITHOUT_FRONTEND.ofFile(configuration))
                .doesNotContain("frontend")
                .contains("job_name: order-service", "job_name: loki");
        assertThat(ScrapeJobs.WITHOUT_FRONTEND.ofFile(rules)).doesNotContain("absent(up{job=\"frontend\"})");
    }

    @Test
    void leave_everything_else_as_it_is() throws IOException {
        var rules = Files.readString(PROMETHEUS.resolve("rules/slo.yml"));

        assertThat(JOBS.ofFile(rules)).isEqualTo(rules);
    }
}
