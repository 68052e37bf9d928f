package shop.local;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** Gives all system tests one running suite, at free ports. */
final class SharedSuite extends Shared<Shop> {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    @Override
    protected Shop start() {
        Preflight.checkPackages(ROOT);
        var signals = new Signals();
        try {
            var options = SuiteOptions.freePorts(ROOT, signals.traceUrl())
                    .withLogsTo(signals.logUrl())
                    .withErrorsTo(signals.dsn())
                    // All of them: what is sampled away cannot be looked at.
                    .with("SENTRY_TRACES_SAMPLE_RATE", "1.0")
                    // One machine for all, which may stall: order-service's own tests have neighbours that hang.
                    .with("QUARKUS_REST_CLIENT_USER_SERVICE_READ_TIMEOUT", "10000")
                    .with("QUARKUS_REST_CLIENT_INVENTORY_SERVICE_READ_TIMEOUT", "10000");
            return new Shop(signals, Suite.start(options, _ -> {}));
        } catch (RuntimeException e) {
            signals.close();
            throw e;
        }
    }
}
