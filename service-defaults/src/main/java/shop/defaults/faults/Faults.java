package shop.defaults.faults;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import shop.http.problem.InvalidRequest;
import shop.http.problem.Problem;

/**
 * Switches this service's faults on the management port, such as {@code PUT /q/faults/errors?rate=0.5&ttl=60s}.
 *
 * <p>Reports them by the metric {@code fault_active} and the log.
 */
// Not a singleton: the build of an executable creates the filter that injects it, before there is a configuration.
@ApplicationScoped
public class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);
    private static final String PATH = "/q/faults/:fault";

    private final boolean enabled;
    private final List<Fault> possible;
    private final List<String> neighbours;
    private final Clock clock;
    private final Instance<ExhaustedPool> pool;
    private final Map<Fault, Setting> active = new ConcurrentHashMap<>();

    Faults(
            @ConfigProperty(name = "service.faults-enabled") boolean enabled,
            @ConfigProperty(name = "service.faults") List<Fault> possible,
            @ConfigProperty(name = "service.neighbours") Optional<List<String>> neighbours,
            Clock clock,
            Instance<ExhaustedPool> pool) {
        this.enabled = enabled;
        this.possible = possible;
        this.neighbours = neighbours.orElse(List.of());
        this.clock = clock;
        this.pool = pool;
    }

    /** Null while the fault is off. */
    public Setting setting(Fault fault) {
        return active.get(fault);
    }

    public boolean isOn(Fault fault) {
        return active.containsKey(fault);
    }

    /**
     * Fails the share of calls that the fault's rate sets, while it is on.
     *
     * @throws InjectedFault if this call is one of them
     */
    public void hit(Fault fault) {
        var setting = setting(fault);
        if (setting != null && setting.isDrawn()) {
            throw new InjectedFault(fault);
        }
    }

    void register(@Observes ManagementInterface management, MeterRegistry registry) {
        if (!enabled) {
            return;
        }
        measure(registry);
        var router = management.router();
        router.get("/q/faults").handler(request -> request.json(states()));
        // Blocking, because a fault may wait for the database.
        router.put(PATH).blockingHandler(request -> respond(request, fault -> switchOn(fault, request)));
        router.delete(PATH).handler(request -> respond(request, this::switchOff));
    }

    void measure(MeterRegistry registry) {
        possible.forEach(fault -> Gauge.builder("fault.active", () -> isOn(fault) ? 1 : 0)
                .description("1 while a fault is switched on")
                .tag("fault", fault.toString())
                .strongReference(true)
                .register(registry));
    }

    private void respond(RoutingContext request, Consumer<Fault> change) {
        try {
            var fault = find(request.pathParam("fault"));
            change.accept(fault);
            request.json(state(fault));
        } catch (Problem problem) {
            request.response().setStatusCode(problem.status());
            request.json(new JsonObject().put("detail", problem.getMessage()));
        }
    }

    private void switchOn(Fault fault, RoutingContext request) {
        var query = new HashMap<String, String>();
        request.queryParams().forEach(query::put);
        var setting = switchOn(fault, query);
        request.vertx().setTimer(Math.max(1, timeLeft(setting).toMillis()), _ -> expire(fault, setting));
    }

    private JsonObject states() {
        return new JsonObject()
                .put("faults", new JsonArray(possible.stream().map(this::state).toList()));
    }

    private JsonObject state(Fault fault) {
        var state = new JsonObject()
                .put("fault", fault.toString())
                .put("parameters", new JsonArray(fault.parameters))
                .put("active", isOn(fault));
        var setting = setting(fault);
        return setting == null
                ? state
                : state.put("until", setting.until().toString()).mergeIn(new JsonObject(setting.parameters()));
    }

    /** @throws UnknownFault if this service has no fault of that name */
    Fault find(String name) {
        return possible.stream()
                .filter(fault -> fault.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownFault(possible));
    }

    /**
     * Switches a fault on, or changes one that is on.
     *
     * @throws InvalidRequest if a parameter is unknown or outside its range
     */
    Setting switchOn(Fault fault, Map<String, String> query) {
        var setting = Setting.read(fault, query, neighbours, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (fault == Fault.EXHAUSTED_POOL) {
            pool.get().take();
        }
        active.put(fault, setting);
        LOG.warnf("Fault %s is on until %s: %s", fault, setting.until(), setting.parameters());
        return setting;
    }

    Duration timeLeft(Setting setting) {
        return Duration.between(clock.instant().truncatedTo(ChronoUnit.MILLIS), setting.until());
    }

    void switchOff(Fault fault) {
        if (active.remove(fault) != null) {
            end(fault, "it was switched off");
        }
    }

    /** Does nothing if the fault was changed since. */
    void expire(Fault fault, Setting setting) {
        if (active.remove(fault, setting)) {
            end(fault, "its time is over");
        }
    }

    /** Before the data source closes, whose connections a fault may hold. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stopped) {
        active.keySet().forEach(fault -> end(fault, "the service stops"));
        active.clear();
    }

    private void end(Fault fault, String reason) {
        if (fault == Fault.EXHAUSTED_POOL) {
            pool.get().release();
        }
        LOG.infof("Fault %s is off: %s", fault, reason);
    }

    static final class UnknownFault extends Problem {
        UnknownFault(List<Fault> known) {
            var names = known.stream().map(Fault::toString).collect(Collectors.joining(", "));
            super(404, "unknown-fault", "Unknown fault", "The faults of this service are " + names + ".");
        }
    }
}
