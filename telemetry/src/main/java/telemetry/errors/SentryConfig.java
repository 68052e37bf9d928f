package telemetry.errors;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/**
 * Configuration of error tracking, from Sentry's own environment variables such as {@code SENTRY_DSN}.
 *
 * <p>An empty variable counts as not set, because Compose passes empty ones on. Rates are texts, so that an invalid one
 * disables error tracking and not the service.
 */
@ConfigMapping(prefix = "sentry")
interface SentryConfig {

    /** Sends errors to this project; empty disables error tracking. */
    Optional<String> dsn();

    /** Defaults to {@code <service>@<version>}. */
    Optional<String> release();

    /** Share of requests sent as transactions, 0 to 1; defaults to {@value ErrorTracking#SAMPLE_RATE}. */
    Optional<String> tracesSampleRate();

    /** Share of processes that profile their sampled transactions; needs a profiler at runtime. */
    Optional<String> profilesSampleRate();

    /** Package prefixes of in-app frames; Sentry decides if it is not set. */
    Optional<List<String>> inAppIncludes();
}
