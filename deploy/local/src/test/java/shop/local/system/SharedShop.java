package shop.local.system;

import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import shop.local.junit.SharedResource;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.StartupChecks;

/** Starts one shop, at free ports, for all system tests. */
final class SharedShop extends SharedResource<ShopUnderTest> {
    /** Shorter than in production, and longer than that of the tests' HTTP client. */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(40);

    static final String CLIENT_SECRET = "secret of order-service";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ShopUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    @Override
    protected ShopUnderTest start() {
        StartupChecks.checkPackages(ROOT);
        var signals = new SignalReceivers();
        try {
            var options = LocalShopOptions.freePorts(ROOT, signals.traceUrl())
                    .withLogsTo(signals.logUrl())
                    .withErrorsTo(signals.dsn())
                    .with("ORDER_SERVICE_CLIENT_SECRET", CLIENT_SECRET)
                    // All transactions, so that tests can read each.
                    .with("SENTRY_TRACES_SAMPLE_RATE", "1.0")
                    .with("QUARKUS_HTTP_IDLE_TIMEOUT", IDLE_TIMEOUT.toSeconds() + "S")
                    // A busy machine may stall; the tests of order-service cover services that hang.
                    .with("QUARKUS_REST_CLIENT_USER_SERVICE_READ_TIMEOUT", "10000")
                    .with("QUARKUS_REST_CLIENT_INVENTORY_SERVICE_READ_TIMEOUT", "10000")
                    .with("SHOP_ANSWER_WITHIN", "20s");
            return new ShopUnderTest(signals, LocalShop.start(options, _ -> {}));
        } catch (RuntimeException e) {
            signals.close();
            throw e;
        }
    }
}
