package shop.backends.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import shop.backends.sentry.StubSentry;

/** A stub Sentry server for the service under test, which reports without sampling. */
public final class SentryTestResource implements QuarkusTestResourceLifecycleManager {

    private StubSentry receiver;

    @Override
    public Map<String, String> start() {
        receiver = StubSentry.start();
        return Map.of("sentry.dsn", receiver.dsn(), "sentry.traces-sample-rate", "1");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(receiver, new TestInjector.MatchesType(StubSentry.class));
    }

    @Override
    public void stop() {
        if (receiver != null) {
            receiver.close();
        }
    }
}
