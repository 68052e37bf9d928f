package shop.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.local.shop.Account;
import shop.local.shop.Service;
import shop.local.shop.Shop;

class CustomerCallsTest {
    private HttpServer inventory;
    private CustomerCalls calls;
    private int status;
    private String problem;

    @BeforeEach
    void start() throws IOException {
        inventory = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inventory.createContext("/products/kettle/restocks", exchange -> {
            var body = "{\"type\": \"urn:shop:problem:%s\"}".formatted(problem).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        inventory.start();
        var port = inventory.getAddress().getPort();
        calls = new CustomerCalls(
                Shop.of(_ -> new Service.Address(port, port), () -> Account.of("operator@shop.example")));
    }

    @AfterEach
    void stop() {
        calls.close();
        inventory.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"200, '', true", "409, request-in-progress, false", "503, overloaded, false"})
    void a_restock_has_happened_or_is_to_be_repeated(int status, String problem, boolean isRestocked) {
        answer(status, problem);

        assertThat(restock()).isEqualTo(isRestocked);
    }

    @Test
    void a_restock_without_an_answer_is_to_be_repeated() {
        inventory.stop(0);

        assertThat(restock()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"401, unauthenticated", "409, product-exists", "422, idempotency-key-reused", "500, internal-error"})
    void a_restock_fails_with_an_answer_that_no_fault_explains(int status, String problem) {
        answer(status, problem);

        assertThatThrownBy(this::restock).hasMessage("A restock was answered " + status + " " + problem);
    }

    private void answer(int status, String problem) {
        this.status = status;
        this.problem = problem;
    }

    private boolean restock() {
        return calls.restock("token", "kettle", 3, "key");
    }
}
