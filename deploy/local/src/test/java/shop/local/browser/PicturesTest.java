package shop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.browser.FrontPage.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.backends.process.Ports;
import shop.local.junit.SharedResource;
import shop.local.load.Load;
import shop.local.load.Request;
import shop.local.shop.Account;
import shop.local.shop.Frontend;
import shop.local.shop.Service;
import shop.local.shop.Shop;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Line;

/** Takes the pictures of the README from a running demo. */
@Tag("pictures")
class PicturesTest {
    private static final Path FOLDER = SharedResource.ROOT.resolve("docs/pictures");
    private static final String PRODUCT = "Electric kettle 1.7 l";
    // Prometheus measures the objectives every five minutes.
    private static final Duration BEFORE_THE_FAULT = Duration.ofMinutes(10);
    private static final Duration DURING_THE_FAULT = Duration.ofMinutes(2);

    private final Service.Address page = Frontend.contractAddress();
    // The page answers for all services; their management ports are their own.
    private final ShopClient client = new ShopClient(Shop.of(
            service -> new Service.Address(page.port(), service.address().managementPort()), () -> null));

    @Test
    void an_order_with_its_trace_while_a_service_fails_now_and_then() {
        assertThat(Ports.isTaken(page.port()))
                .as("a demo runs: `make demo` starts it")
                .isTrue();
        sendTraffic(BEFORE_THE_FAULT);
        client.switchOn(Service.ORDER, "errors?rate=0.05&ttl=5m").expecting(200);
        try {
            sendTraffic(DURING_THE_FAULT);
            take(
                    "front-page.png",
                    new Words("en", "Sign in as demo customer", "Sign in as operator", "Order " + PRODUCT, "complete"));
            take("front-page-ko.png", new Words("ko", "데모 고객으로 로그인", "운영자로 로그인", PRODUCT + " 주문", "완료"));
        } finally {
            client.switchOff(Service.ORDER, "errors").expecting(200);
            client.close();
        }
    }

    private void take(String file, Words words) {
        try (var browser = Chromium.start(words.language())) {
            var shop = browser.open(page.url());
            shop.click(words.signIn());
            shop.click(words.signInAsOperator());
            eventually(() -> assertThat(shop.texts(".chip")).hasSize(2));
            eventually(() -> {
                shop.click(words.order());
                // One of twenty fails.
                eventually(() -> assertThat(shop.texts("#shop .outcome *")).isNotEmpty());
                assertThat(shop.texts("#shop .success")).isNotEmpty();
            });
            eventually(() -> assertThat(shop.traceProgress()).endsWith(words.complete()));
            IndexedPng.write(shop.picture(), FOLDER.resolve(file));
        }
    }

    /** Orders that are cancelled again, so that the shelf stays full, and reads. */
    private void sendTraffic(Duration duration) {
        var customer = Account.of("grace-" + System.nanoTime() + "@shop.example");
        client.register(customer, "Grace Hopper").expecting(201);
        var token = client.token(customer);
        var sent = new AtomicInteger();
        Request order = () -> {
            var response = client.placeOrder(token, "standard", new Line("mug", 1));
            if (response.status() == 201) {
                var id = response.json().path("id").asText();
                client.post(Service.ORDER, "/orders/" + id + "/cancellation", token, "");
            }
            return response.status();
        };
        Request read =
                () -> client.get(Service.INVENTORY, "/products/teapot", token).status();
        Load.openLoop(6, 10, duration, () -> sent.getAndIncrement() % 2 == 0 ? order : read);
    }

    private record Words(String language, String signIn, String signInAsOperator, String order, String complete) {}
}
