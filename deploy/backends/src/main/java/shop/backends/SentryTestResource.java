package shop.backends;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A receiver of errors beside the service under test, which sends everything and samples nothing. */
public final class SentryTestResource implements QuarkusTestResourceLifecycleManager {

    private SentryReceiver receiver;

    @Override
    public Map<String, String> start() {
        receiver = SentryReceiver.start();
        return Map.of("sentry.dsn", receiver.dsn(), "sentry.traces-sample-rate", "1");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(receiver, new TestInjector.MatchesType(SentryReceiver.class));
    }

    @Override
    public void stop() {
        if (receiver != null) {
            receiver.close();
        }
    }
}
