package telemetry.errors;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/**
 * What can be set of error tracking; the environment variables are Sentry's own, such as {@code SENTRY_DSN}.
 *
 * <p>An empty one is one that is not set, as Compose hands it on, and no value keeps a service from its start.
 */
@ConfigMapping(prefix = "sentry")
interface SentrySettings {

    /** Where errors go; nowhere without it. */
    Optional<String> dsn();

    /** What runs, {@code <service>@<version>} by default. */
    Optional<String> release();

    /** Share of requests that are sent as transactions, 0 to 1; {@value ErrorTracking#SAMPLE_RATE} by default. */
    Optional<String> tracesSampleRate();

    /** Share of processes that profile their sampled transactions, by the same rules; needs a runtime with a profiler. */
    Optional<String> profilesSampleRate();

    /** Package prefixes of in-app frames; Sentry decides if it is not set. */
    Optional<List<String>> inAppIncludes();
}
