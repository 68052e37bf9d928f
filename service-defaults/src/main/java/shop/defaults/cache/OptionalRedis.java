package shop.defaults.cache;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.DbAttributes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import telemetry.traces.UnreachedServers;

/** Redis for what can do without it: a command that fails is logged and answers nothing. */
@Singleton
public class OptionalRedis {

    private static final Logger LOG = Logger.getLogger(OptionalRedis.class);

    private final UnreachedServers unreached;

    OptionalRedis(UnreachedServers unreached) {
        this.unreached = unreached;
    }

    /**
     * @param purpose what cannot be done where it fails, such as {@code read the cache users}
     * @param name of the command, in capitals, such as {@code GET}
     * @return empty also where the command answers null
     */
    public <R> Optional<R> tryTo(String purpose, String name, Supplier<R> command) {
        var start = Instant.now();
        try {
            return Optional.ofNullable(command.get());
        } catch (RuntimeException e) {
            LOG.warnf("Cannot %s: %s", purpose, e);
            var attributes = Attributes.of(DbAttributes.DB_SYSTEM_NAME, "redis", DbAttributes.DB_OPERATION_NAME, name);
            unreached.leaveSpan(name, attributes, Context.current(), start, e);
            return Optional.empty();
        }
    }
}
