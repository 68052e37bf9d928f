package shop.defaults.errors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;

/** Settings as a test wants them. */
record Settings(Optional<String> dsn, Optional<String> release, double tracesSampleRate, double profilesSampleRate)
        implements SentrySettings {

    static Settings of(String dsn) {
        return new Settings(Optional.of(dsn), Optional.empty(), 1, 0.1);
    }

    ErrorTracking start(SimpleMeterRegistry metrics) {
        var tracking = new ErrorTracking(this, "test", "some-service", "1.2.3", metrics);
        tracking.start();
        return tracking;
    }

    @Override
    public List<String> inAppIncludes() {
        return List.of("shop.");
    }
}
