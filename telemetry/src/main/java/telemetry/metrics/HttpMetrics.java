package telemetry.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import telemetry.http.FilterOrder;
import telemetry.http.KnownRoutes;
import telemetry.http.Outcome;
import telemetry.http.Route;

/** Measures requests to the public port by method and route. */
@Singleton
class HttpMetrics {

    private static final String IS_MEASURED = HttpMetrics.class.getName();
    private static final Duration[] BUCKETS = LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    /**
     * Statuses that each known route has a series of from the start: {@code rate()} and {@code increase()} do not see
     * the first increment of a series that begins with it.
     */
    private static final List<Integer> FAILURES = List.of(500, 503);

    /** Likewise for POST: an alert on creations that stopped reads these, too. */
    private static final List<Integer> CREATIONS = List.of(201, 409, 422);

    private final KnownRoutes routes;
    private final AtomicInteger inFlight;
    private final MeterProvider<Counter> requests;
    private final MeterProvider<Timer> durations;

    HttpMetrics(KnownRoutes routes, MeterRegistry registry) {
        this.routes = routes;
        inFlight = Objects.requireNonNull(registry.gauge("active.connections", new AtomicInteger()));
        requests = Counter.builder("http.requests")
                .description("Requests answered")
                .withRegistry(registry);
        durations = Timer.builder("http.request.duration")
                .description("Time from the request's head to the end of its answer")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
    }

    void registerRoutes(@Observes StartupEvent started) {
        for (var route : routes.all()) {
            register(route);
            register(Route.unmatched(route.method()));
            if (route.method().equals("POST")) {
                CREATIONS.forEach(status -> count(route, status));
            }
        }
    }

    private void register(Route route) {
        duration(route);
        FAILURES.forEach(status -> count(route, status));
    }

    void register(@Observes Filters filters) {
        filters.register(this::measure, FilterOrder.METRICS.priority());
    }

    void register(@Observes Router router) {
        router.route().order(FilterOrder.METRICS.ofFailureHandler()).failureHandler(this::measure);
    }

    private void measure(RoutingContext request) {
        if (request.data().putIfAbsent(IS_MEASURED, true) == null) {
            start(request);
        }
        request.next();
    }

    private void start(RoutingContext request) {
        var start = System.nanoTime();
        // For exemplars: the span may have ended before the end handler runs.
        var trace = Context.current();
        inFlight.incrementAndGet();
        request.addEndHandler(ended -> {
            inFlight.decrementAndGet();
            var outcome = Outcome.of(request, ended);
            try (var _ = trace.makeCurrent()) {
                duration(outcome.route()).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                count(outcome.route(), outcome.status()).increment();
            }
        });
    }

    private Timer duration(Route route) {
        return durations.withTags(tags(route));
    }

    private Counter count(Route route, int status) {
        return requests.withTags(tags(route).and("status_code", String.valueOf(status)));
    }

    private static Tags tags(Route route) {
        return Tags.of("method", route.method(), "endpoint", route.template());
    }
}
