package shop.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.local.drill.Drill.Fault;
import shop.local.drill.Drill.Trail;
import shop.local.program.StartFailure;
import shop.local.shop.Service;
import shop.local.traffic.Traffic;

class DrillFileTest {
    private static final Path ROOT = Path.of(System.getProperty("shop.root", "../.."));

    @Test
    void reads_the_cause_and_the_expectations_of_a_drill() {
        var drillFile = DrillFile.parse("""
                HighErrorRate:
                  what: Makes half of the requests fail.
                  load: mix
                  faults:
                    - { service: order-service, fault: errors, rate: 0.5 }
                  replay: order-service
                  expect: { job: order-service }
                  shows: [error, trace]
                """);

        assertThat(drillFile.drill("HighErrorRate"))
                .isEqualTo(new Drill(
                        "HighErrorRate",
                        "Makes half of the requests fail.",
                        Optional.of(Traffic.Kind.MIX),
                        List.of(new Fault("order-service", "errors", Map.of("rate", "0.5"))),
                        Optional.of("order-service"),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Map.of("job", "order-service"),
                        Set.of(Trail.TRACE, Trail.ERROR),
                        true,
                        false));
    }

    @Test
    void expects_no_mail_if_alertmanager_or_the_mailbox_is_down() {
        var drill = DrillFile.parse("TargetMissing: { what: Stops Alertmanager., stop: alertmanager }")
                .drill("TargetMissing");

        assertThat(drill.isMailed()).isFalse();
        assertThat(drill.isInAlertDelivery()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A: {} | drills.yaml, A: what must describe the drill.",
                "A: { what: X, load: lots } "
                        + "| drills.yaml, A: load must be one of mix, orders, reads, refusals, none, not \"lots\".",
                "A: { what: X, shows: [smoke] } "
                        + "| drills.yaml, A: shows must be one of trace, log, error, not \"smoke\".",
                "A: { what: X, shows: trace } | drills.yaml, A: shows must be a list.",
                "A: { what: X, fault: errors } | drills.yaml, A: fault is unknown; known are "
                        + "expect, faults, hours, load, mail, replay, shows, stock, stop, what.",
                "A: { what: X, faults: [{ fault: errors }] } "
                        + "| drills.yaml, A: faults must contain service and fault, followed by its parameters.",
                "A: { what: X, expect: [job] } | drills.yaml, A: expect must map names to values.",
                "A: { what: X, stock: none } | drills.yaml, A: stock must be a whole number above 0, not \"none\".",
                "A: { what: X, mail: never } | drills.yaml, A: mail must be true or false, not \"never\".",
            })
    void lists_the_allowed_values(String yaml, String message) {
        assertThatThrownBy(() -> DrillFile.parse(yaml))
                .isInstanceOf(StartFailure.class)
                .hasMessage(message);
    }

    @Test
    void an_unknown_drill_lists_the_known_ones() {
        assertThatThrownBy(
                        () -> DrillFile.parse("A: { what: X }\nB: { what: Y }").drill("C"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("No drill for C; there is one for each of: A, B");
    }

    @Test
    void every_drill_uses_existing_parts_and_faults() throws IOException {
        var drills =
                DrillFile.read(ROOT.resolve("observability-stack/drills.yaml")).all();
        var parts = new TreeSet<String>();
        for (var compose : List.of("deploy/compose.yaml", "observability-stack/compose.yaml")) {
            new YAMLMapper()
                    .readTree(ROOT.resolve(compose).toFile())
                    .path("services")
                    .fieldNames()
                    .forEachRemaining(parts::add);
        }

        assertThat(drills.stream().flatMap(drill -> drill.stop().stream()))
                .isNotEmpty()
                .isSubsetOf(parts);
        var services = Arrays.stream(Service.values()).map(Service::id).toList();
        assertThat(drills.stream().flatMap(drill -> drill.faults().stream()).map(Fault::service))
                .isNotEmpty()
                .isSubsetOf(services);
        assertThat(drills.stream().flatMap(drill -> drill.replay().stream()))
                .isNotEmpty()
                .isSubsetOf(services);
    }
}
