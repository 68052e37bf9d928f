package shop.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.program.StartFailure;
import shop.local.shop.Service;

class ComposeStackTest {
    private static final Path ROOT = Path.of(System.getProperty("shop.root", "../.."));

    @TempDir
    private Path folder;

    private ComposeStack stack;

    @BeforeEach
    void createDockerThatRecordsItsArguments() throws IOException {
        var docker = folder.resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >>arguments
                [ "$2" != stop ] || [ "$3" != nothing ] || exit 1
                [ "$2" != logs ] || printf '\\033[2K%s\\n' '{"traceId":"a"}' '{"traceId":"b"}'
                [ "$2" != run ] || echo "secret of $7"
                """);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        for (var file : List.of("deploy", "observability-stack")) {
            Files.createDirectory(folder.resolve(file));
            Files.copy(ROOT.resolve(file + "/compose.yaml"), folder.resolve(file + "/compose.yaml"));
        }
        stack = stack(Map.of("OPERATOR_EMAIL", "o@shop.example"));
    }

    private ComposeStack stack(Map<String, String> settings) {
        return new ComposeStack(
                new Compose(folder, Map.of(), folder.resolve("docker").toString()), settings);
    }

    @Test
    void stops_and_starts_a_part() {
        stack.stop("redis");
        stack.start("redis");

        assertThat(folder.resolve("arguments")).content().isEqualTo("compose stop redis\ncompose start redis\n");
    }

    @Test
    void finds_a_trace_in_the_logs_of_the_services() {
        assertThat(stack.logLines("\"b\"")).containsExactly("{\"traceId\":\"b\"}");
        assertThat(folder.resolve("arguments"))
                .content()
                .isEqualTo("compose logs --no-log-prefix --since 30m user-service inventory-service order-service\n");
    }

    @Test
    void explains_a_failure_of_compose() {
        assertThatThrownBy(() -> stack.stop("nothing"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("compose stop nothing` failed. A drill can use only a running stack of Compose");
    }

    @Test
    void rejects_a_stack_that_compose_does_not_run() {
        assertThatThrownBy(stack::checkThatComposeRunsIt)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("stop the demo (Ctrl-C) or any other stack, and the drill starts its own");
    }

    @Test
    void has_the_default_ports_and_the_generated_operator_password() {
        assertThat(stack.at(9090)).hasToString("http://localhost:9090");
        assertThat(stack.shop().address(Service.ORDER)).isEqualTo(Service.ORDER.address());
        assertThat(stack.shop().operator().password()).isEqualTo("secret of OPERATOR_PASSWORD");
        assertThat(stack.time().isCompressed()).isFalse();
    }

    @Test
    void is_at_the_ports_that_are_set() {
        var moved = stack(Map.of("PROMETHEUS_PORT", "9190", "ORDER_SERVICE_MANAGEMENT_PORT", "9180"));

        assertThat(moved.at(9090)).hasToString("http://localhost:9190");
        assertThat(moved.shop().address(Service.ORDER)).isEqualTo(new Service.Address(8080, 9180));
    }
}
