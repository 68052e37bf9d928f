package shop.defaults.faults;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.function.Supplier;
import shop.defaults.problem.Problem;

/** Routes on the management port to list and switch faults, such as {@code PUT /q/faults/errors?rate=0.5&ttl=60s}. */
@Singleton
class FaultRoutes {

    private static final String ALL = "/q/faults";
    private static final String ONE = "/q/faults/:fault";

    private final Faults faults;

    FaultRoutes(Faults faults) {
        this.faults = faults;
    }

    void register(@Observes ManagementInterface management) {
        if (faults.areEnabled()) {
            management.router().get(ALL).handler(this::list);
            management.router().put(ONE).handler(this::switchOn);
            management.router().delete(ONE).handler(this::switchOff);
        }
    }

    private void list(RoutingContext request) {
        var states = new JsonArray(faults.all().stream().map(FaultRoutes::state).toList());
        respond(request, 200, new JsonObject().put("faults", states));
    }

    private void switchOn(RoutingContext request) {
        var parameters = new HashMap<String, String>();
        request.queryParams().forEach(parameters::put);
        change(request, () -> faults.switchOn(request.pathParam("fault"), parameters));
    }

    private void switchOff(RoutingContext request) {
        change(request, () -> faults.switchOff(request.pathParam("fault")));
    }

    private static void change(RoutingContext request, Supplier<Fault> change) {
        try {
            respond(request, 200, state(change.get()));
        } catch (Problem problem) {
            respond(request, problem.status(), new JsonObject().put("detail", problem.getMessage()));
        }
    }

    private static JsonObject state(Fault fault) {
        var setting = fault.setting();
        var state = new JsonObject().put("fault", fault.name()).put("active", setting != null);
        if (setting != null) {
            state.put("until", setting.until().toString());
            setting.values().forEach(state::put);
        }
        return state;
    }

    private static void respond(RoutingContext request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
