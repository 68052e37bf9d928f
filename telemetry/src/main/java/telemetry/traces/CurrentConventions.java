package telemetry.traces;

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
    private static final String DATABASE = "database";

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder telemetry) {
        var chosen = System.getProperty(OPT_IN, System.getenv("OTEL_SEMCONV_STABILITY_OPT_IN"));
        if (chosen == null || chosen.isBlank()) {
            System.setProperty(OPT_IN, DATABASE);
        } else if (!chosen.contains(DATABASE)) {
            System.setProperty(OPT_IN, chosen + "," + DATABASE);
        }
    }
}
