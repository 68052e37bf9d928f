package shop.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.Service;
import shop.local.StartFailure;

class ComposeStackTest {
    @TempDir
    private Path folder;

    private ComposeStack stack;

    @BeforeEach
    void put_a_docker_that_notes_what_it_is_asked() throws IOException {
        var docker = folder.resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >>asked
                [ "$2" != stop ] || [ "$3" != nothing ] || exit 1
                [ "$2" != logs ] || printf '%s\\n' '{"traceId":"a"}' '{"traceId":"b"}'
                """);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        stack = new ComposeStack(
                folder, Map.of("OPERATOR_EMAIL", "o@shop.example", "OPERATOR_PASSWORD", "secret"), docker.toString());
    }

    @Test
    void stops_and_starts_a_part() {
        stack.stop("redis");
        stack.start("redis");

        assertThat(folder.resolve("asked")).content().isEqualTo("compose stop redis\ncompose start redis\n");
    }

    @Test
    void finds_a_trace_in_the_logs_of_the_services() {
        assertThat(stack.logLines("\"b\"")).containsExactly("{\"traceId\":\"b\"}");
        assertThat(folder.resolve("asked"))
                .content()
                .isEqualTo("compose logs --no-log-prefix --since 30m user-service inventory-service order-service\n");
    }

    @Test
    void says_what_is_needed_where_compose_does_not_do_it() {
        assertThatThrownBy(() -> stack.stop("nothing"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(
                        "compose stop nothing` failed or found nothing. A drill on a running stack needs the one of Compose");
    }

    @Test
    void is_not_what_runs_at_the_usual_ports_where_compose_knows_nothing_of_it() {
        assertThatThrownBy(stack::checkThatComposeRunsIt)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("stop any other, and the drill starts one of its own");
    }

    @Test
    void is_at_the_usual_ports_with_the_operator_of_the_environment() {
        assertThat(stack.at(9090)).hasToString("http://localhost:9090");
        assertThat(stack.shop().address(Service.ORDER)).isEqualTo(Service.ORDER.address());
        assertThat(stack.shop().operator().password()).isEqualTo("secret");
        assertThat(stack.time().isCompressed()).isFalse();
    }
}
