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

/** Runs Redis commands that may fail: a failure is logged, leaves a span and answers nothing. */
@Singleton
public class OptionalRedis {

    private static final Logger LOG = Logger.getLogger(OptionalRedis.class);

    private final UnreachedServers unreached;

    OptionalRedis(UnreachedServers unreached) {
        this.unreached = unreached;
    }

    /**
     * @param purpose for the log, such as {@code read the cache users}
     * @param name of the command and its span, such as {@code GET}
     * @return empty if the command fails or answers null
     */
    public <R> Optional<R> tryTo(String purpose, String name, Supplier<R> command) {
        var start = Instant.now();
        try {
            return Optional.ofNullable(command.get());
        } catch (RuntimeException e) {
            failed(purpose, name, start, e);
            return Optional.empty();
        }
    }

    /** Logs the failure of a command and records its span, like {@link #tryTo}. */
    void failed(String purpose, String name, Instant start, Throwable failure) {
        LOG.warnf("Cannot %s: %s", purpose, failure);
        var attributes = Attributes.of(DbAttributes.DB_SYSTEM_NAME, "redis", DbAttributes.DB_OPERATION_NAME, name);
        unreached.recordFailedCall(name, attributes, Context.current(), start, failure);
    }
}
