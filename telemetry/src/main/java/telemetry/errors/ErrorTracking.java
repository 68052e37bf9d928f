package telemetry.errors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sentry.DataCategory;
import io.sentry.ProfileLifecycle;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.protocol.SentryId;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import telemetry.traces.ServiceResource;

/** Sends what breaks to Sentry, and lets a service say what its errors are about. Off, and free, without a DSN. */
@Singleton
public class ErrorTracking {

    static final double SAMPLE_RATE = 0.1;

    private static final Logger LOG = Logger.getLogger(ErrorTracking.class);
    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 1_000;
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);
    private static final Duration SENDING_LIMIT = Duration.ofSeconds(5);

    private final SentrySettings settings;
    private final Optional<String> environment;
    private final String service;
    private final String version;
    private final MeterRegistry metrics;
    private RecordHandler handler;
    private double tracesSampleRate;
    private volatile boolean on;

    ErrorTracking(
            SentrySettings settings,
            @ConfigProperty(name = "service.environment") Optional<String> environment,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            MeterRegistry metrics) {
        this.settings = settings;
        this.environment = environment;
        this.service = service;
        this.version = version;
        this.metrics = metrics;
    }

    @PostConstruct
    void start() {
        if (settings.dsn().isEmpty()) {
            return;
        }
        try {
            handler = new RecordHandler(options(settings.dsn().get()));
        } catch (IllegalArgumentException e) {
            // Without the value, which holds a key.
            LOG.warn(
                    "Errors are not sent: SENTRY_DSN is not the address of a project, or a sample rate is not 0 to 1.");
            return;
        }
        countDrops();
        java.util.logging.Logger.getLogger("").addHandler(handler);
        on = true;
    }

    /** Sends what ended the start of a service, which may have come before any of its beans, or outlived them. */
    public static void startFailed(Throwable failure) {
        if (Sentry.isEnabled()) {
            // It was logged as an ERROR, and only has to get out.
            Sentry.close();
            return;
        }
        try {
            var config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
            var errors = new ErrorTracking(
                    config.getConfigMapping(SentrySettings.class),
                    config.getOptionalValue("service.environment", String.class),
                    config.getValue("quarkus.application.name", String.class),
                    config.getValue("quarkus.application.version", String.class),
                    new SimpleMeterRegistry());
            errors.start();
            errors.capture(failure);
            errors.stop(new ShutdownEvent());
        } catch (RuntimeException e) {
            // Without its settings, which may be what is wrong, it has nowhere to go but the log.
            LOG.debug("The failure of the start is not sent", e);
        }
    }

    void startWithTheService(@Observes StartupEvent started) {
        if (Thread.getDefaultUncaughtExceptionHandler() == null) {
            Thread.setDefaultUncaughtExceptionHandler(
                    (thread, failure) -> LOG.errorf(failure, "A thread died: %s", thread.getName()));
        }
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent stopped) {
        if (!on) {
            return;
        }
        on = false;
        java.util.logging.Logger.getLogger("").removeHandler(handler);
        Sentry.close();
    }

    /** Whether anything is sent. */
    boolean isOn() {
        return on;
    }

    /** Share of requests that are sent as transactions. */
    double tracesSampleRate() {
        return tracesSampleRate;
    }

    /** Says who the work at hand is done for, where that is not the caller of a request. */
    public void user(String id) {
        if (on) {
            Work.current().scopes().getIsolationScope().setUser(Work.user(id));
        }
    }

    /** Marks the events of the work at hand. */
    public void tag(String name, String value) {
        if (on) {
            Work.current().scopes().getIsolationScope().setTag(name, value);
        }
    }

    /** Describes a thing that the work at hand is about. */
    public void context(String name, Map<String, String> values) {
        if (on) {
            Work.current().scopes().getIsolationScope().setContexts(name, (Object) values);
        }
    }

    /** Sends a message that is no error. */
    public void message(String text) {
        if (!on) {
            return;
        }
        try (var _ = Work.current().enterForEvent()) {
            Sentry.captureMessage(text, SentryLevel.INFO);
        }
    }

    /**
     * Sends a failure that is neither thrown on nor logged as an ERROR, which would be an event by itself.
     *
     * @return the event's id, 32 hex digits; empty where none is sent
     */
    public Optional<String> capture(Throwable failure) {
        if (!on) {
            return Optional.empty();
        }
        var work = Work.current();
        if (!work.isNews(failure)) {
            return Optional.empty();
        }
        try (var _ = work.enterForEvent()) {
            return Optional.of(Sentry.captureException(failure))
                    .filter(id -> !id.equals(SentryId.EMPTY_ID))
                    .map(SentryId::toString);
        }
    }

    /** Does one of several steps of background work, with a scope of its own. */
    public <T> T isolated(Supplier<T> step) {
        return on ? Work.isolated(step) : step.get();
    }

    private SentryOptions options(String dsn) {
        if (!List.of("http", "https").contains(String.valueOf(URI.create(dsn).getScheme()))) {
            throw new IllegalArgumentException();
        }
        var options = new SentryOptions();
        options.setDsn(dsn);
        options.setEnvironment(environment.orElse(ServiceResource.DEFAULT_ENVIRONMENT));
        options.setRelease(settings.release().orElse(service + "@" + version));
        options.setServerName(hostName());
        options.setTag("service", service);
        var inApp = settings.inAppIncludes().orElse(List.of());
        inApp.forEach(options::addInAppInclude);
        options.setSendDefaultPii(false);
        tracesSampleRate = rate(settings.tracesSampleRate());
        options.setTracesSampleRate(tracesSampleRate);
        options.setProfileSessionSampleRate(rate(settings.profilesSampleRate()));
        options.setProfileLifecycle(ProfileLifecycle.TRACE);
        // Told by the request instead: two of them may fail for one cause, and one may log it twice.
        options.setEnableDeduplication(false);
        options.setEnableUncaughtExceptionHandler(false);
        options.setEnableShutdownHook(false);
        options.setEnableAutoSessionTracking(false);
        options.setEnableBackpressureHandling(false);
        options.setShutdownTimeoutMillis(FLUSH_LIMIT.toMillis());
        options.setTransportFactory((sdk, receiver) -> new EnvelopeSender(sdk, receiver, SENDING_LIMIT));
        options.addEventProcessor(new EventDetails(inApp));
        var filter = new SecretFilter();
        options.setBeforeSend(filter);
        options.setBeforeSendTransaction(filter);
        options.setOnDiscard(
                (reason, category, count) -> dropped(reason, category).increment(count));
        return options;
    }

    private static double rate(Optional<String> told) {
        return told.map(Double::parseDouble).orElse(SAMPLE_RATE);
    }

    private void countDrops() {
        for (var reason : List.of(
                DiscardReason.QUEUE_OVERFLOW,
                DiscardReason.NETWORK_ERROR,
                DiscardReason.RATELIMIT_BACKOFF,
                DiscardReason.BACKPRESSURE)) {
            dropped(reason, DataCategory.Error);
            dropped(reason, DataCategory.Transaction);
        }
    }

    private Counter dropped(DiscardReason reason, DataCategory category) {
        return Counter.builder("sentry.events.dropped")
                .description("Events and transactions that were not sent to Sentry")
                .tag("category", category.getCategory())
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(metrics);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
