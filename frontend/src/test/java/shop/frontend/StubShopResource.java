package shop.frontend;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A stub shop for the frontend under test, with fault drills on. */
public final class StubShopResource implements QuarkusTestResourceLifecycleManager {

    private StubShop shop;

    @Override
    public Map<String, String> start() {
        shop = new StubShop();
        var settings = new HashMap<String, String>();
        Stream.of("order-service", "user-service", "inventory-service").forEach(service -> {
            settings.put("frontend.services." + service + ".url", shop.url());
            settings.put("frontend.services." + service + ".management-url", shop.url());
            settings.put("frontend.services." + service + ".timeout", "1S");
        });
        Stream.of("alertmanager", "bugsink", "grafana", "jaeger", "loki", "mailpit", "prometheus")
                .forEach(program -> settings.put("frontend.programs." + program + ".url", shop.url()));
        settings.put("frontend.faults-enabled", "true");
        settings.put("frontend.demo-customer.password", "customer-password");
        settings.put("frontend.operator.password", "operator-password");
        settings.put("quarkus.otel.exporter.otlp.endpoint", shop.url());
        settings.put("service.log-store", shop.url() + "/v1/logs");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(shop, new TestInjector.MatchesType(StubShop.class));
    }

    @Override
    public void stop() {
        if (shop != null) {
            shop.close();
        }
    }
}
