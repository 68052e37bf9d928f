package telemetry.logs;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.LogContext;

/**
 * Shows and changes the level of a logger at runtime, on the management interface:
 * {@code PUT /q/log-levels/org.acme?level=DEBUG}. {@code INHERIT} removes the logger's own level.
 */
@Singleton
class LogLevels {

    private static final Logger LOG = Logger.getLogger(LogLevels.class.getName());
    private static final String PATH = "/q/log-levels/:logger";
    private static final String INHERIT = "INHERIT";
    private static final Set<String> LEVELS = Set.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", INHERIT);

    void register(@Observes ManagementInterface management) {
        management.router().get(PATH).handler(LogLevels::show);
        management.router().put(PATH).handler(LogLevels::change);
    }

    private static void show(RoutingContext request) {
        var logger = logger(request);
        var level = Stream.iterate(logger, Objects::nonNull, Logger::getParent)
                .map(Logger::getLevel)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Level.INFO);
        request.json(new JsonObject().put("logger", logger.getName()).put("level", level.getName()));
    }

    private static void change(RoutingContext request) {
        var level = Objects.requireNonNullElse(request.queryParams().get("level"), "");
        if (!LEVELS.contains(level)) {
            request.response().setStatusCode(400);
            request.json(
                    new JsonObject().put("detail", "Set level to OFF, ERROR, WARN, INFO, DEBUG, TRACE or INHERIT."));
            return;
        }
        var logger = logger(request);
        logger.setLevel(
                level.equals(INHERIT) ? null : LogContext.getLogContext().getLevelForName(level));
        LOG.info(() -> "Level of " + logger.getName() + " set to " + level);
        show(request);
    }

    private static Logger logger(RoutingContext request) {
        return Logger.getLogger(request.pathParam("logger"));
    }
}
