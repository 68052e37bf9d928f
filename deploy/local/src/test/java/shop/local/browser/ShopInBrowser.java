package shop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;
import shop.local.otlp.OtlpReceiver;
import shop.local.shop.Account;
import shop.local.shop.Frontend;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;

/** The shop and its front page as in the demo, with stubs of the programs, and a browser per language. */
final class ShopInBrowser implements Closeable {
    private final Map<String, Chromium> browsers = new HashMap<>();
    private final Set<String> expectedFailures = new HashSet<>();
    private final TemporaryFolder folder = new TemporaryFolder("shop-browser-");
    private final OtlpReceiver receiver = OtlpReceiver.start(Ports.free(), List.of());
    private final StubPrograms programs = StubPrograms.start();
    private LocalShop localShop;
    private Frontend frontend;

    /** @param root the folder of the root pom */
    static ShopInBrowser start(Path root) {
        var shop = new ShopInBrowser();
        try {
            // First, because it fails at once where there is none.
            shop.browsers.put("en", Chromium.start("en"));
            shop.startShop(root);
            return shop;
        } catch (RuntimeException e) {
            shop.close();
            throw e;
        }
    }

    private void startShop(Path root) {
        var options = LocalShopOptions.freePorts(root, receiver.endpoint().toString())
                .withLogsTo(receiver.endpoint().resolve("/v1/logs"));
        localShop = LocalShop.start(options, _ -> {});
        var customer = Account.of("ada@shop.example");
        var address = new Service.Address(Ports.free(), Ports.free());
        frontend =
                Frontend.start(root, localShop, customer, receiver.endpoint(), programs.urls(), address, folder.path());
        frontend.awaitReady();
    }

    String url() {
        return frontend.url();
    }

    StubPrograms programs() {
        return programs;
    }

    /** The share of requests of order-service that a fault affects. */
    double rate(String fault) {
        try (var client = new ShopClient(localShop)) {
            for (var state : client.management(Service.ORDER, "/q/faults")
                    .expecting(200)
                    .json()
                    .path("faults")) {
                if (state.path("fault").asText().equals(fault)) {
                    return state.path("rate").asDouble();
                }
            }
            return 0;
        }
    }

    /** The page for a new visitor who reads English. */
    FrontPage open() {
        return open("en");
    }

    FrontPage open(String language) {
        return browsers.computeIfAbsent(language, Chromium::start).open(url());
    }

    /** Requests to a path, and to all below it, may fail in this test; the browser reports each failure as an error. */
    void expectFailuresOf(String path) {
        expectedFailures.add(url() + path);
    }

    /** Fails if the console of a browser shows an error, and ends what a test has begun. */
    void endTest() {
        var errors = browsers.values().stream()
                .flatMap(browser -> browser.leave().stream())
                .filter(error -> expectedFailures.stream().noneMatch(error::startsWith))
                .toList();
        expectedFailures.clear();
        programs.reset();
        try (var client = new ShopClient(localShop)) {
            client.switchOff(Service.ORDER, "errors").expecting(200);
        }
        assertThat(errors).as("errors in the console of the browser").isEmpty();
    }

    @Override
    public void close() {
        browsers.values().forEach(Chromium::close);
        if (frontend != null) {
            frontend.close();
        }
        if (localShop != null) {
            localShop.close();
        }
        programs.close();
        receiver.close();
        folder.close();
    }
}
