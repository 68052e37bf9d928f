package telemetry.errors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sentry.DataCategory;
import io.sentry.IScope;
import io.sentry.ProfileLifecycle;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.protocol.SentryId;
import io.smallrye.common.net.HostName;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import telemetry.traces.ServiceResource;

/** Sends errors to Sentry and describes those of the current request or background step; disabled without a DSN. */
@Singleton
public class ErrorTracking {

    static final double SAMPLE_RATE = 0.1;
    static final int QUEUE_SIZE = 100;

    private static final Logger LOG = Logger.getLogger(ErrorTracking.class);
    private static final java.util.logging.Logger ROOT = java.util.logging.Logger.getLogger("");
    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 1_000;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 5_000;
    private static final int FLUSH_MILLIS = 2_000;
    private static final int CLOSE_MILLIS = 500;

    private final SentryConfig config;
    private final Optional<String> environment;
    private final String service;
    private final String version;
    private final MeterRegistry metrics;
    private RecordHandler handler;
    private double tracesSampleRate;
    private EnvelopeTransport transport;
    private volatile boolean on;

    ErrorTracking(
            SentryConfig config,
            @ConfigProperty(name = "service.environment") Optional<String> environment,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            MeterRegistry metrics) {
        this.config = config;
        this.environment = environment;
        this.service = service;
        this.version = version;
        this.metrics = metrics;
    }

    @PostConstruct
    void start() {
        if (config.dsn().isEmpty()) {
            return;
        }
        try {
            handler = new RecordHandler(options(config.dsn().get()), this::isLost);
        } catch (IllegalArgumentException e) {
            // Without the value, which contains a key.
            LOG.warn(
                    "Errors are not sent: SENTRY_DSN is not a project's URL, or a sample rate is not between 0 and 1.");
            return;
        }
        for (var reason : List.of(
                DiscardReason.QUEUE_OVERFLOW,
                DiscardReason.NETWORK_ERROR,
                DiscardReason.RATELIMIT_BACKOFF,
                DiscardReason.BACKPRESSURE,
                DiscardReason.BEFORE_SEND)) {
            dropped(reason, DataCategory.Error);
            dropped(reason, DataCategory.Transaction);
        }
        ROOT.addHandler(handler);
        on = true;
    }

    /** Sends the failure of a start, during which this bean may not exist yet, or no longer. */
    public static void startFailed(Throwable failure) {
        if (Sentry.isEnabled()) {
            // Its ERROR record is an event already, and only needs to be flushed.
            Sentry.close();
            return;
        }
        try {
            var config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
            var errors = new ErrorTracking(
                    config.getConfigMapping(SentryConfig.class),
                    config.getOptionalValue("service.environment", String.class),
                    config.getValue("quarkus.application.name", String.class),
                    config.getValue("quarkus.application.version", String.class),
                    new SimpleMeterRegistry());
            errors.start();
            errors.capture(failure);
            errors.stop(new ShutdownEvent());
        } catch (RuntimeException e) {
            // The configuration may be what failed the start.
            LOG.debug("The failure of the start is not sent", e);
        }
    }

    void logUncaughtExceptions(@Observes StartupEvent started) {
        if (Thread.getDefaultUncaughtExceptionHandler() == null) {
            Thread.setDefaultUncaughtExceptionHandler(
                    (thread, failure) -> LOG.errorf(failure, "A thread died: %s", thread.getName()));
        }
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent stopped) {
        if (on) {
            on = false;
            ROOT.removeHandler(handler);
            Sentry.close();
        }
    }

    boolean isOn() {
        return on;
    }

    double tracesSampleRate() {
        return tracesSampleRate;
    }

    /** Sets the user of later events, instead of the caller of the request. */
    public void user(String id) {
        describe(scope -> scope.setUser(ErrorScope.user(id)));
    }

    /** Sets a tag of later events. */
    public void tag(String name, String value) {
        describe(scope -> scope.setTag(name, value));
    }

    /** Sets a context of later events. */
    public void context(String name, Map<String, String> values) {
        describe(scope -> scope.setContexts(name, (Object) values));
    }

    private void describe(Consumer<IScope> description) {
        if (on) {
            description.accept(ErrorScope.current().scopes().getIsolationScope());
        }
    }

    /** Sends an informational message. */
    public void message(String text) {
        if (on) {
            try (var _ = ErrorScope.current().enterForEvent()) {
                Sentry.captureMessage(text, SentryLevel.INFO);
            }
        }
    }

    /**
     * Sends a handled failure, which is neither rethrown nor logged as an ERROR.
     *
     * @return the event's ID, 32 hex digits; empty if none is sent
     */
    public Optional<String> capture(Throwable failure) {
        if (!on) {
            return Optional.empty();
        }
        var scope = ErrorScope.current();
        if (!scope.isFirstReportOf(failure)) {
            return Optional.empty();
        }
        try (var _ = scope.enterForEvent()) {
            return Optional.of(Sentry.captureException(failure))
                    .filter(id -> !id.equals(SentryId.EMPTY_ID))
                    .map(SentryId::toString);
        }
    }

    /** Runs a step of background work in a scope of its own. */
    public <T> T isolated(Supplier<T> step) {
        return on ? ErrorScope.isolated(step) : step.get();
    }

    private SentryOptions options(String dsn) {
        if (!List.of("http", "https").contains(String.valueOf(URI.create(dsn).getScheme()))) {
            throw new IllegalArgumentException();
        }
        var options = new SentryOptions();
        options.setDsn(dsn);
        options.setEnvironment(environment.orElse(ServiceResource.DEFAULT_ENVIRONMENT));
        options.setRelease(config.release().orElse(service + "@" + version));
        options.setServerName(HostName.getQualifiedHostName());
        options.setTag("service", service);
        var inApp = config.inAppIncludes().orElse(List.of());
        inApp.forEach(options::addInAppInclude);
        options.setSendDefaultPii(false);
        tracesSampleRate = rate(config.tracesSampleRate());
        options.setTracesSampleRate(tracesSampleRate);
        options.setProfileSessionSampleRate(rate(config.profilesSampleRate()));
        options.setProfileLifecycle(ProfileLifecycle.TRACE);
        // ErrorScope deduplicates within a request; two requests may fail for one cause.
        options.setEnableDeduplication(false);
        options.setEnableUncaughtExceptionHandler(false);
        options.setEnableShutdownHook(false);
        options.setEnableAutoSessionTracking(false);
        options.setEnableBackpressureHandling(false);
        options.setMaxQueueSize(QUEUE_SIZE);
        options.setConnectionTimeoutMillis(CONNECT_MILLIS);
        options.setReadTimeoutMillis(READ_MILLIS);
        options.setShutdownTimeoutMillis(FLUSH_MILLIS);
        options.setFlushTimeoutMillis(CLOSE_MILLIS);
        options.setTransportFactory((configured, receiver) -> {
            transport = new EnvelopeTransport(configured, receiver);
            return transport;
        });
        options.addEventProcessor(new EventDetails(inApp));
        var redaction = new EventRedaction(options.getLogger());
        options.setBeforeSend(redaction);
        options.setBeforeSendTransaction(redaction);
        options.setOnDiscard((reason, category, count) -> {
            // A transaction is also reported as the spans in it.
            if (category != DataCategory.Span) {
                dropped(reason, category).increment(count);
            }
        });
        return options;
    }

    private boolean isLost() {
        var isFull = transport.isFull();
        if (isFull) {
            dropped(DiscardReason.QUEUE_OVERFLOW, DataCategory.Error).increment();
        }
        return isFull;
    }

    private static double rate(Optional<String> configured) {
        return configured.map(Double::parseDouble).orElse(SAMPLE_RATE);
    }

    private Counter dropped(DiscardReason reason, DataCategory category) {
        return Counter.builder("sentry.events.dropped")
                .description("Events and transactions that were not sent to Sentry")
                .tag("category", category.getCategory())
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(metrics);
    }
}
