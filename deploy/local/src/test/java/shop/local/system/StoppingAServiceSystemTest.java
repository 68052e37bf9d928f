package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.shop.Service;

/** A service that stops while it handles a request. */
@Tag("system")
@ExtendWith(SharedShop.class)
class StoppingAServiceSystemTest {
    private final ShopUnderTest shop;

    StoppingAServiceSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void is_not_ready_but_finishes_the_request_and_exports_its_spans() throws Exception {
        var client = shop.client();
        var customer = shop.customer();
        client.switchOn(Service.USER, "latency?delay=5s").expecting(200);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var request = threads.submit(() -> client.get(Service.USER, "/users/" + customer.id(), customer.token()));
            await().until(() ->
                    Metrics.of(client, Service.USER).total("active_connections").signum() > 0);
            var stopped = threads.submit(() -> shop.localShop().stop(Service.USER));

            await().ignoreExceptions()
                    .until(() ->
                            client.management(Service.USER, "/q/health/ready").status() == 503);
            var response = request.get().expecting(200);
            stopped.get();

            var trace = shop.trace(response.traceId(), Service.USER);
            assertThat(trace.spans()).extracting(span -> span.name()).contains("GET /users/{id}", "fetch-user");
        } finally {
            shop.localShop().restart(Service.USER);
        }
    }
}
