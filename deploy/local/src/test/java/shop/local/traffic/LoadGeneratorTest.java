package shop.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.program.StartFailure;
import shop.local.shop.Service;

class LoadGeneratorTest {

    @Test
    void finds_the_shop_on_this_machine_by_default() {
        var shop = LoadGenerator.shop(Map.of("OPERATOR_PASSWORD", "secret"));

        assertThat(shop.address(Service.ORDER).url()).isEqualTo("http://localhost:8080");
        assertThat(shop.operator().name()).isEqualTo("operator@shop.example");
        assertThat(shop.operator().password()).isEqualTo("secret");
    }

    @Test
    void reads_addresses_and_the_password_file_in_a_container(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("OPERATOR_PASSWORD"), "secret\n");

        var shop = LoadGenerator.shop(Map.of(
                "OPERATOR_PASSWORD_FILE",
                file.toString(),
                "INVENTORY_SERVICE_URL",
                "http://inventory-service:8082",
                "OPERATOR_EMAIL",
                "ada@shop.example"));

        assertThat(shop.address(Service.INVENTORY).url()).isEqualTo("http://inventory-service:8082");
        assertThat(shop.operator().name()).isEqualTo("ada@shop.example");
        assertThat(shop.operator().password()).isEqualTo("secret");
    }

    @Test
    void names_the_variables_of_a_missing_password() {
        assertThatThrownBy(() -> LoadGenerator.shop(Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("OPERATOR_PASSWORD_FILE");
    }

    @Test
    void says_in_one_line_that_the_operator_cannot_log_in() throws IOException {
        var userService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        userService.createContext("/oauth/token", exchange -> {
            var refusal = "{\"error\":\"invalid_grant\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        userService.start();
        try {
            var url = "http://localhost:" + userService.getAddress().getPort();

            assertThatThrownBy(
                            () -> LoadGenerator.traffic(Map.of("OPERATOR_PASSWORD", "wrong", "USER_SERVICE_URL", url)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("OPERATOR_PASSWORD")
                    .hasMessageContaining("invalid_grant");
        } finally {
            userService.stop(0);
        }
    }
}
