package shop.defaults.errors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What can be set of error tracking; the environment variables are Sentry's own, such as {@code SENTRY_DSN}. */
@ConfigMapping(prefix = "sentry")
interface SentrySettings {

    /** Where errors go; nowhere without it. */
    Optional<String> dsn();

    /** What runs, {@code <service>@<version>} by default. */
    Optional<String> release();

    /** Share of requests that are sent as transactions, 0 to 1. */
    @WithDefault("0.1")
    double tracesSampleRate();

    /** Share of processes that profile their sampled transactions, 0 to 1; needs a runtime with a profiler. */
    @WithDefault("0.1")
    double profilesSampleRate();

    /** Prefixes of the classes whose frames are the application's own. */
    @WithDefault("shop.")
    List<String> inAppIncludes();
}
