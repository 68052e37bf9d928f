package telemetry.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Completes the spans of statements and Redis commands where their instrumentation leaves the conventions: a name of
 * operation and table, the main table of a join, the command in capitals, the address of the Redis server.
 */
@Singleton
class DatabaseSpans implements SpanStartProcessor {

    private static final String REDIS = "redis";
    private static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    // Far more than a service has; a bound should one ever build statements from input.
    private static final int REMEMBERED_TEXTS = 1_000;

    private final Optional<URI> redis;
    private final Map<String, String> tables = new ConcurrentHashMap<>();

    DatabaseSpans(@ConfigProperty(name = "quarkus.redis.hosts") Optional<List<URI>> redisHosts) {
        redis = redisHosts.map(List::getFirst);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        var text = span.getAttribute(DatabaseAttributes.QUERY_TEXT);
        if (text != null) {
            completeStatement(span, text);
        } else if (REDIS.equals(span.getAttribute(DatabaseAttributes.SYSTEM_NAME))) {
            completeCommand(span);
        }
    }

    private void completeStatement(ReadWriteSpan span, String text) {
        var table = span.getAttribute(DatabaseAttributes.COLLECTION_NAME);
        if (table == null) {
            table = mainTable(text);
            if (table == null) {
                return;
            }
            span.setAttribute(DatabaseAttributes.COLLECTION_NAME, table);
        }
        span.updateName(span.getAttribute(DatabaseAttributes.OPERATION_NAME) + " " + table);
    }

    private void completeCommand(ReadWriteSpan span) {
        var command = span.getAttribute(DatabaseAttributes.OPERATION_NAME);
        if (command != null) {
            var name = command.toUpperCase(Locale.ROOT);
            span.setAttribute(DatabaseAttributes.OPERATION_NAME, name);
            span.updateName(name);
        }
        redis.ifPresent(server -> {
            span.setAttribute(SERVER_ADDRESS, server.getHost());
            span.setAttribute(SERVER_PORT, (long) server.getPort());
        });
    }

    /** @return null where the statement names no table */
    private String mainTable(String text) {
        var known = tables.get(text);
        if (known != null) {
            return known.isEmpty() ? null : known;
        }
        var table = MainTable.of(text);
        if (tables.size() < REMEMBERED_TEXTS) {
            tables.put(text, table.orElse(""));
        }
        return table.orElse(null);
    }
}
