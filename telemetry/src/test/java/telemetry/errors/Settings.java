package telemetry.errors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;

/** Configuration in a test. */
record Settings(
        Optional<String> dsn,
        Optional<String> release,
        Optional<String> tracesSampleRate,
        Optional<String> profilesSampleRate)
        implements SentryConfig {

    static Settings of(String dsn) {
        return new Settings(Optional.of(dsn), Optional.empty(), Optional.of("1"), Optional.empty());
    }

    ErrorTracking start(SimpleMeterRegistry metrics) {
        var tracking = new ErrorTracking(this, Optional.of("test"), "some-service", "1.2.3", metrics);
        tracking.start();
        return tracking;
    }

    @Override
    public Optional<List<String>> inAppIncludes() {
        return Optional.of(List.of("telemetry."));
    }
}
