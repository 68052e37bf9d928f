package shop.defaults.traces;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;

/**
 * Has database spans named by the current semantic conventions ({@code db.query.text}), not by those that they replaced.
 *
 * <p>The instrumentation of JDBC and Redis asks a system property or {@code OTEL_SEMCONV_STABILITY_OPT_IN}, once, and
 * only after the SDK is there. A native executable answered when it was built: see {@code quarkus.native} in the
 * configuration of this module.
 */
@Singleton
class CurrentConventions implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private static final String OPT_IN = "otel.semconv-stability.opt-in";

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder telemetry) {
        if (System.getProperty(OPT_IN) == null && System.getenv("OTEL_SEMCONV_STABILITY_OPT_IN") == null) {
            System.setProperty(OPT_IN, "database");
        }
    }
}
