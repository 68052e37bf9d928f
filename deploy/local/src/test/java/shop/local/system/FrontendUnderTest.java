package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;
import shop.local.program.Http;
import shop.local.shop.Account;
import shop.local.shop.Frontend;
import shop.local.shop.Service;
import shop.local.shop.Shop;
import shop.local.shop.ShopClient;

/** The frontend of the shop under test, without the programs of the observability stack. */
final class FrontendUnderTest implements AutoCloseable {
    private final Service.Address address = new Service.Address(Ports.free(), Ports.free());
    private final TemporaryFolder folder = new TemporaryFolder("frontend-");
    private final HttpClient page = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ShopClient client;
    private final Frontend frontend;

    FrontendUnderTest(ShopUnderTest shop) {
        var signals = shop.signals();
        var environment = new HashMap<String, String>();
        List.of("ALERTMANAGER", "BUGSINK", "GRAFANA", "MAILPIT", "PROMETHEUS")
                .forEach(program -> environment.put(program + "_URL", ""));
        environment.put("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", signals.logUrl().toString());
        environment.put("SENTRY_DSN", signals.dsn());
        environment.put("SENTRY_TRACES_SAMPLE_RATE", "1.0");
        var operator = shop.localShop().operator();
        client = new ShopClient(Shop.of(_ -> address, () -> operator));
        frontend = Frontend.start(
                SharedShop.ROOT,
                shop.localShop(),
                Account.of("ada@shop.example"),
                URI.create(signals.traceUrl()),
                environment,
                address,
                folder.path());
        frontend.awaitReady();
    }

    Frontend process() {
        return frontend;
    }

    /** The services, by the address of the frontend; each of them has its management port. */
    ShopClient client() {
        return client;
    }

    /** Sends a request as the page does. */
    void send(String method, String path, String body, int expectedStatus) {
        var request = HttpRequest.newBuilder(URI.create(frontend.url() + path))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        assertThat(Http.send(page, request).statusCode())
                .as(method + " " + path)
                .isEqualTo(expectedStatus);
    }

    @Override
    public void close() {
        client.close();
        page.shutdownNow();
        frontend.close();
        folder.close();
    }
}
