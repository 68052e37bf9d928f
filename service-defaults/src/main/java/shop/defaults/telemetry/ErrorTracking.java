package shop.defaults.telemetry;

import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sentry.Hint;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.SpanContext;
import io.sentry.SpanId;
import io.sentry.jul.SentryHandler;
import io.sentry.protocol.SentryId;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends every ERROR record to Sentry, tied to its trace. Off, and free, without a DSN. */
@Singleton
class ErrorTracking {

    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key");

    private final Optional<String> dsn;
    private final String environment;
    private final String release;
    private final String service;
    private SentryHandler handler;

    ErrorTracking(
            @ConfigProperty(name = "sentry.dsn") Optional<String> dsn,
            @ConfigProperty(name = "service.environment") String environment,
            @ConfigProperty(name = "sentry.release") Optional<String> release,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.dsn = dsn;
        this.environment = environment;
        this.release = release.orElse(service + "@" + version);
        this.service = service;
    }

    void start(@Observes StartupEvent started) {
        if (dsn.isEmpty()) {
            return;
        }
        var options = new SentryOptions();
        options.setDsn(dsn.get());
        options.setEnvironment(environment);
        options.setRelease(release);
        options.setTag("service", service);
        options.addInAppInclude("shop");
        options.setSendDefaultPii(false);
        options.setBeforeSend(ErrorTracking::prepare);
        Sentry.init(options);
        handler = new SentryHandler(options);
        handler.setMinimumEventLevel(Level.SEVERE);
        handler.setMinimumBreadcrumbLevel(Level.OFF);
        Logger.getLogger("").addHandler(handler);
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (handler != null) {
            Logger.getLogger("").removeHandler(handler);
        }
        Sentry.close();
    }

    private static SentryEvent prepare(SentryEvent event, Hint hint) {
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            event.getContexts()
                    .setTrace(new SpanContext(
                            new SentryId(span.getTraceId()), new SpanId(span.getSpanId()), "http.server", null, null));
        }
        var request = event.getRequest();
        if (request != null && request.getHeaders() != null) {
            request.getHeaders().keySet().removeIf(name -> SECRET_HEADERS.contains(name.toLowerCase()));
        }
        return event;
    }
}
