package telemetry.traces;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;

/**
 * Selects the stable semantic conventions for database spans ({@code db.query.text} instead of {@code db.statement}).
 *
 * <p>The instrumentation reads {@code OTEL_SEMCONV_STABILITY_OPT_IN} or a system property in a static initializer,
 * which runs after this; in a native executable, at build time, with the property of
 * {@code quarkus.native.additional-build-args}.
 */
@Singleton
class StableDatabaseConventions implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private static final String OPT_IN = "otel.semconv-stability.opt-in";
    private static final String DATABASE = "database";

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder telemetry) {
        var configured = System.getProperty(OPT_IN, System.getenv("OTEL_SEMCONV_STABILITY_OPT_IN"));
        if (configured == null || configured.isBlank()) {
            System.setProperty(OPT_IN, DATABASE);
        } else if (!configured.contains(DATABASE)) {
            System.setProperty(OPT_IN, configured + "," + DATABASE);
        }
    }
}
