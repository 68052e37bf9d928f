package shop.defaults.faults;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.function.Supplier;
import shop.defaults.problem.Problem;

/**
 * Shows and switches faults on the management port: {@code PUT /q/faults/errors?rate=0.5&ttl=60s}. Where faults are not
 * enabled there is nothing at these paths.
 */
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
            management.router().route(HttpMethod.GET, ALL).handler(this::show);
            management.router().route(HttpMethod.PUT, ONE).handler(this::switchOn);
            management.router().route(HttpMethod.DELETE, ONE).handler(this::switchOff);
        }
    }

    private void show(RoutingContext request) {
        var states = new JsonArray();
        faults.all().forEach(fault -> states.add(state(fault)));
        answer(request, 200, new JsonObject().put("faults", states));
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
            answer(request, 200, state(change.get()));
        } catch (Problem refusal) {
            answer(request, refusal.status(), new JsonObject().put("detail", refusal.getMessage()));
        }
    }

    private static JsonObject state(Fault fault) {
        var setting = fault.setting();
        var state = new JsonObject().put("fault", fault.name()).put("active", setting != null);
        if (setting != null) {
            state.put("until", setting.until().toString());
            setting.described().forEach(state::put);
        }
        return state;
    }

    private static void answer(RoutingContext request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
