package telemetry.logs;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.logging.Logger;

/**
 * Shows and changes the level of a logger while the service runs, on the management port:
 * {@code PUT /q/log-levels/org.acme?level=DEBUG}. A change lasts until the next start, or until it is set to
 * {@code INHERIT}.
 */
@Singleton
class LogLevels {

    private static final Logger LOG = Logger.getLogger(LogLevels.class);
    private static final String PATH = "/q/log-levels/:logger";
    private static final String INHERIT = "INHERIT";
    private static final Map<String, Level> LEVELS = Map.of(
            "OFF", Level.OFF,
            "ERROR", org.jboss.logmanager.Level.ERROR,
            "WARN", org.jboss.logmanager.Level.WARN,
            "INFO", org.jboss.logmanager.Level.INFO,
            "DEBUG", org.jboss.logmanager.Level.DEBUG,
            "TRACE", org.jboss.logmanager.Level.TRACE);

    void register(@Observes ManagementInterface management) {
        management.router().route(HttpMethod.GET, PATH).handler(LogLevels::show);
        management.router().route(HttpMethod.PUT, PATH).handler(LogLevels::change);
    }

    private static void show(RoutingContext request) {
        var logger = logger(request);
        answer(request, 200, new JsonObject().put("logger", logger.getName()).put("level", effectiveLevel(logger)));
    }

    private static void change(RoutingContext request) {
        var level = request.queryParams().get("level");
        if (level == null || !(level.equals(INHERIT) || LEVELS.containsKey(level))) {
            answer(
                    request,
                    400,
                    new JsonObject().put("detail", "Set level to OFF, ERROR, WARN, INFO, DEBUG, TRACE or INHERIT."));
            return;
        }
        var logger = logger(request);
        logger.setLevel(LEVELS.get(level));
        LOG.infof("The level of %s is %s now", logger.getName(), level);
        show(request);
    }

    private static java.util.logging.Logger logger(RoutingContext request) {
        return java.util.logging.Logger.getLogger(request.pathParam("logger"));
    }

    private static String effectiveLevel(java.util.logging.Logger logger) {
        for (var ancestor = logger; ancestor != null; ancestor = ancestor.getParent()) {
            if (ancestor.getLevel() != null) {
                return ancestor.getLevel().getName();
            }
        }
        return Level.INFO.getName();
    }

    private static void answer(RoutingContext request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
