package shop.local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.program.StartFailure;

class StartupChecksTest {
    @TempDir
    private Path root;

    @Test
    void names_a_service_that_is_not_packaged_and_the_command_that_packages_it() {
        assertThatThrownBy(() -> StartupChecks.checkPackages(root))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("user-service is not packaged")
                .hasMessageContaining("make build");
    }

    @Test
    void passes_if_every_service_is_packaged() throws IOException {
        for (var service : Service.values()) {
            var jar = ServicePackage.of(root, service).file();
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);
        }

        assertThatCode(() -> StartupChecks.checkPackages(root)).doesNotThrowAnyException();
    }

    @Test
    void finds_the_native_executable_of_a_service() throws IOException {
        assertThat(ServicePackage.executable(root).exists()).isFalse();

        var executable = Files.createFile(root.resolve("user-service-0.1.0-runner"));

        var found = ServicePackage.executable(root);
        assertThat(found.exists()).isTrue();
        assertThat(found.command(root, true)).startsWith(executable.toString());
    }

    @Test
    void names_a_used_port_and_its_service() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var port = taken.getLocalPort();

            assertThatThrownBy(() -> StartupChecks.checkPort(Service.ORDER.id(), port))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("order-service");
        }
    }

    @Test
    void reports_too_little_memory() {
        assertThatThrownBy(() -> StartupChecks.checkMemory(300))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("300 MiB are available");
        assertThatCode(() -> StartupChecks.checkMemory(8_000)).doesNotThrowAnyException();
    }
}
