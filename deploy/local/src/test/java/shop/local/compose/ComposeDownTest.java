package shop.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.program.StartFailure;

class ComposeDownTest {
    private static final String MISCOUNTED = "failed to remove network shop_edge: Error response from daemon:"
            + " network shop_edge id 1 has active endpoints";

    @TempDir
    private Path folder;

    @Test
    void removes_the_containers_of_every_profile() throws IOException {
        down("", "", 0).run("--volumes");

        assertThat(folder.resolve("asked")).content().isEqualTo("compose --profile * down --volumes\n");
    }

    @Test
    void ignores_an_unused_network_that_the_engine_keeps() throws IOException {
        var down = down(MISCOUNTED, "", 0);

        assertThatCode(down::run).doesNotThrowAnyException();
    }

    @Test
    void fails_if_a_container_is_left() throws IOException {
        var down = down(MISCOUNTED, "0123456789ab", 0);

        assertThatThrownBy(down::run).isInstanceOf(StartFailure.class).hasMessageContaining("has active endpoints");
    }

    @Test
    void fails_if_another_container_uses_the_network() throws IOException {
        var down = down(MISCOUNTED, "", 1);

        assertThatThrownBy(down::run).isInstanceOf(StartFailure.class).hasMessageContaining("has active endpoints");
    }

    @Test
    void fails_with_any_other_error() throws IOException {
        var down = down("Cannot connect to the Docker daemon", "", 0);

        assertThatThrownBy(down::run).isInstanceOf(StartFailure.class).hasMessageContaining("Cannot connect");
    }

    /** With a fake {@code docker}: error of `compose down`, remaining containers, and number of them on the network. */
    private ComposeDown down(String error, String left, int onTheNetwork) throws IOException {
        var docker = folder.resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >>asked
                case "$1 $2" in
                'compose --profile') [ -z '%1$s' ] || { echo '%1$s' >&2; exit 1; } ;;
                'ps --all') [ -z '%2$s' ] || echo '%2$s' ;;
                'network ls') echo 1 ;;
                'network inspect') echo %3$d ;;
                esac
                """.formatted(error, left, onTheNetwork));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        return ComposeDown.of(new Compose(folder, Map.of(), docker.toString()), "shop");
    }
}
