package shop.defaults.faults;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import shop.defaults.problem.InvalidRequest;
import shop.defaults.problem.Problem;

/**
 * Switches this service's faults on the management port, such as {@code PUT /q/faults/errors?rate=0.5&ttl=60s}.
 *
 * <p>Reports them by the metric {@code fault_active} and the log.
 */
@Singleton
class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);
    private static final String ALL = "/q/faults";
    private static final String ONE = "/q/faults/:fault";

    private final boolean enabled;
    private final SortedMap<String, Fault> faults = new TreeMap<>();
    private final Clock clock;
    private final Vertx vertx;

    Faults(
            @ConfigProperty(name = "service.faults-enabled") boolean enabled,
            @All List<Fault> faults,
            Clock clock,
            Vertx vertx,
            MeterRegistry registry) {
        this.enabled = enabled;
        this.clock = clock;
        this.vertx = vertx;
        faults.stream().filter(fault -> enabled && fault.isPossible()).forEach(fault -> {
            this.faults.put(fault.name(), fault);
            Gauge.builder("fault.active", () -> fault.isOn() ? 1 : 0)
                    .description("1 while a fault is switched on")
                    .tag("fault", fault.name())
                    .strongReference(true)
                    .register(registry);
        });
    }

    void register(@Observes ManagementInterface management) {
        if (!enabled) {
            return;
        }
        management.router().get(ALL).handler(request -> request.json(states()));
        management.router().put(ONE).handler(request -> {
            var parameters = new HashMap<String, String>();
            request.queryParams().forEach(parameters::put);
            respond(request, fault -> switchOn(fault, parameters));
        });
        management.router().delete(ONE).handler(request -> respond(request, this::switchOff));
    }

    private JsonObject states() {
        return new JsonObject()
                .put("faults", new JsonArray(all().stream().map(Fault::state).toList()));
    }

    private static void respond(RoutingContext request, Function<String, Fault> change) {
        try {
            request.json(change.apply(request.pathParam("fault")).state());
        } catch (Problem problem) {
            request.response().setStatusCode(problem.status());
            request.json(new JsonObject().put("detail", problem.getMessage()));
        }
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
        LOG.warnf("Fault %s is on until %s: %s", name, setting.until(), setting.values());
        schedule(Duration.between(now, setting.until()), () -> expire(fault, setting));
        return fault;
    }

    /** @throws UnknownFault if this service has no fault of that name */
    synchronized Fault switchOff(String name) {
        var fault = find(name);
        end(fault, "it was switched off");
        return fault;
    }

    void schedule(Duration delay, Runnable task) {
        vertx.setTimer(delay.toMillis(), _ -> task.run());
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

    static final class UnknownFault extends Problem {
        UnknownFault(Collection<String> known) {
            var detail = "The faults of this service are " + String.join(", ", known) + ".";
            super(404, "unknown-fault", "Unknown fault", detail);
        }
    }
}
