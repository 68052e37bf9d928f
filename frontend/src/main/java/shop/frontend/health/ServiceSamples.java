package shop.frontend.health;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleBiFunction;
import shop.frontend.Calls;
import shop.frontend.FrontendConfig;
import shop.frontend.health.Health.ServiceHealth;

/** Samples the services' own metrics for as long as there is no Prometheus. */
@Singleton
class ServiceSamples {

    private static final int MOST_SAMPLES = 180;
    /** As many samples before the newest one its rates are measured from. */
    private static final int WINDOW = 12;

    private final Calls calls;
    private final FrontendConfig config;
    private final Map<String, Deque<Sample>> samples = new ConcurrentHashMap<>();

    ServiceSamples(Calls calls, FrontendConfig config) {
        this.calls = calls;
        this.config = config;
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        vertx.setPeriodic(
                config.sampleEvery().toMillis(),
                _ -> hasPrometheus().onSuccess(isRunning -> {
                    if (isRunning) {
                        samples.clear();
                    } else {
                        config.services().forEach(this::sample);
                    }
                }));
    }

    private Future<Boolean> hasPrometheus() {
        return config.program("prometheus")
                .map(prometheus -> calls.get(Calls.address(prometheus, "/-/ready"))
                        .map(Calls.Answer::isSuccess)
                        .otherwise(false))
                .orElse(Future.succeededFuture(false));
    }

    private void sample(String name, FrontendConfig.Service service) {
        calls.get(Calls.address(service.managementUrl(), "/metrics")).onSuccess(answer -> {
            if (answer.isSuccess()) {
                add(
                        name,
                        Sample.of(
                                Instant.now().toEpochMilli() / 1_000d,
                                answer.body().toString()));
            }
        });
    }

    private void add(String name, Sample sample) {
        var known = samples.computeIfAbsent(name, _ -> new ArrayDeque<>());
        synchronized (known) {
            if (!known.isEmpty() && !known.getLast().isBefore(sample)) {
                known.clear();
            }
            known.add(sample);
            if (known.size() > MOST_SAMPLES) {
                known.removeFirst();
            }
        }
    }

    List<ServiceHealth> services() {
        return config.services().keySet().stream().map(this::health).toList();
    }

    private ServiceHealth health(String name) {
        var known = samples.getOrDefault(name, new ArrayDeque<>());
        List<Sample> all;
        synchronized (known) {
            all = List.copyOf(known);
        }
        return new ServiceHealth(
                name,
                series(all, Sample::rateUntil),
                series(all, Sample::errorRatioUntil),
                series(all, Sample::p95Until));
    }

    private static List<double[]> series(List<Sample> samples, ToDoubleBiFunction<Sample, Sample> value) {
        var points = new ArrayList<double[]>();
        for (var i = 1; i < samples.size(); i++) {
            var newest = samples.get(i);
            var point = value.applyAsDouble(samples.get(Math.max(0, i - WINDOW)), newest);
            if (Double.isFinite(point)) {
                points.add(new double[] {newest.at(), point});
            }
        }
        return points;
    }
}
