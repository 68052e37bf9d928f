package shop.defaults.faults;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import shop.defaults.problem.InvalidRequest;
import shop.defaults.problem.Problem;

/** Switches the faults of this service on and off, and reports them by the metric {@code fault_active} and the log. */
@Singleton
class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);

    private final boolean enabled;
    private final Map<String, Fault> faults;
    private final Clock clock;
    private final BiConsumer<Duration, Runnable> timer;

    @Inject
    Faults(
            @ConfigProperty(name = "service.faults-enabled") boolean enabled,
            @All List<Fault> faults,
            Clock clock,
            Vertx vertx,
            MeterRegistry registry) {
        this(enabled, faults, clock, (delay, task) -> vertx.setTimer(delay.toMillis(), _ -> task.run()), registry);
    }

    Faults(
            boolean enabled,
            List<Fault> faults,
            Clock clock,
            BiConsumer<Duration, Runnable> timer,
            MeterRegistry registry) {
        this.enabled = enabled;
        this.clock = clock;
        this.timer = timer;
        this.faults = faults.stream()
                .filter(fault -> enabled && fault.isPossible())
                .collect(Collectors.toMap(Fault::name, fault -> fault, (one, _) -> one, TreeMap::new));
        this.faults
                .values()
                .forEach(fault -> Gauge.builder("fault.active", () -> fault.isOn() ? 1 : 0)
                        .description("1 while a fault is switched on")
                        .tag("fault", fault.name())
                        .strongReference(true)
                        .register(registry));
    }

    boolean areEnabled() {
        return enabled;
    }

    /** In the order of their names. */
    Collection<Fault> all() {
        return faults.values();
    }

    /**
     * Switches a fault on, or changes one that is on.
     *
     * @throws UnknownFault if this service has no fault of that name
     * @throws InvalidRequest if a parameter is unknown or outside its range
     */
    synchronized Fault switchOn(String name, Map<String, String> parameters) {
        var fault = find(name);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var setting = fault.read(parameters, now);
        fault.change(setting);
        LOG.warnf("Fault %s is on until %s%s", name, setting.until(), text(setting.values()));
        timer.accept(Duration.between(now, setting.until()), () -> expire(fault, setting));
        return fault;
    }

    /** @throws UnknownFault if this service has no fault of that name */
    synchronized Fault switchOff(String name) {
        var fault = find(name);
        end(fault, "it was switched off");
        return fault;
    }

    /** Does nothing if the fault was changed since. */
    private synchronized void expire(Fault fault, Setting setting) {
        if (fault.setting() == setting) {
            end(fault, "its time is over");
        }
    }

    /** Before the data source closes, whose connections a fault may hold. */
    synchronized void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stopped) {
        faults.values().forEach(fault -> end(fault, "the service stops"));
    }

    private static void end(Fault fault, String reason) {
        if (fault.isOn()) {
            fault.change(null);
            LOG.infof("Fault %s is off: %s", fault.name(), reason);
        }
    }

    private Fault find(String name) {
        var fault = faults.get(name);
        if (fault == null) {
            throw new UnknownFault(faults.keySet());
        }
        return fault;
    }

    private static String text(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(", ", values.isEmpty() ? "" : ": ", ""));
    }

    static final class UnknownFault extends Problem {
        UnknownFault(Collection<String> known) {
            var detail = "The faults of this service are " + String.join(", ", known) + ".";
            super(404, "unknown-fault", "Unknown fault", detail);
        }
    }
}
