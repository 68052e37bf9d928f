package telemetry.traces;

import static io.opentelemetry.semconv.DbAttributes.DB_COLLECTION_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_OPERATION_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;
import static io.opentelemetry.semconv.DbAttributes.DB_SYSTEM_NAME;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Completes the spans of SQL statements and Redis commands where the instrumentation departs from the semantic
 * conventions: names, the main table of a join, what a {@code with} statement writes first, the address of the Redis
 * server.
 */
@Singleton
class DatabaseSpans implements SpanStartProcessor {

    private static final Pattern TABLE = Pattern.compile(
            "\\b(?:from|into|update|table)\\s+(?:if\\s+(?:not\\s+)?exists\\s+)?(?:only\\s+)?\"?([a-z_][\\w.]*)",
            Pattern.CASE_INSENSITIVE);

    // "for update" locks and does not write.
    private static final Pattern FIRST_WRITE = Pattern.compile(
            "^\\s*with\\b.*?(?<!\\b(?:for|key)\\s)\\b"
                    + "(insert|update|delete)\\s+(?:into\\s+|from\\s+)?\"?([a-z_][\\w.]*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final long REDIS_PORT = 6379;

    /** More statements than a service has; matching takes longer than all else at the start of a span. */
    private static final int MAX_KNOWN = 500;

    /** What a statement does first with a table. */
    private record Write(String operation, String table) {

        static Optional<Write> firstOf(String statement) {
            var write = FIRST_WRITE.matcher(statement);
            return write.find()
                    ? Optional.of(new Write(
                            write.group(1).toUpperCase(Locale.ROOT),
                            write.group(2).toLowerCase(Locale.ROOT)))
                    : Optional.empty();
        }
    }

    private final Map<String, Optional<Write>> firstWrites = new ConcurrentHashMap<>();
    private final Optional<URI> redis;

    DatabaseSpans(@ConfigProperty(name = "quarkus.redis.hosts") Optional<List<URI>> redisHosts) {
        redis = redisHosts.map(List::getFirst);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        var statement = span.getAttribute(DB_QUERY_TEXT);
        if (statement != null) {
            firstWrite(statement).ifPresent(write -> {
                span.setAttribute(DB_OPERATION_NAME, write.operation);
                span.setAttribute(DB_COLLECTION_NAME, write.table);
            });
            Optional.ofNullable(span.getAttribute(DB_COLLECTION_NAME))
                    .or(() -> mainTable(statement))
                    .ifPresent(table -> {
                        span.setAttribute(DB_COLLECTION_NAME, table);
                        var operation = span.getAttribute(DB_OPERATION_NAME);
                        span.updateName(operation == null ? table : operation + " " + table);
                    });
        } else if ("redis".equals(span.getAttribute(DB_SYSTEM_NAME))) {
            completeCommand(span);
        }
    }

    private Optional<Write> firstWrite(String statement) {
        var known = firstWrites.get(statement);
        if (known != null) {
            return known;
        }
        var write = Write.firstOf(statement);
        if (firstWrites.size() < MAX_KNOWN) {
            firstWrites.put(statement, write);
        }
        return write;
    }

    private void completeCommand(ReadWriteSpan span) {
        var command = span.getAttribute(DB_OPERATION_NAME);
        if (command != null) {
            var name = command.toUpperCase(Locale.ROOT);
            span.setAttribute(DB_OPERATION_NAME, name);
            span.updateName(name);
        }
        redis.ifPresent(server -> {
            span.setAttribute(SERVER_ADDRESS, server.getHost());
            span.setAttribute(SERVER_PORT, server.getPort() < 0 ? REDIS_PORT : server.getPort());
        });
    }

    /** The first table that a statement names. */
    static Optional<String> mainTable(String statement) {
        var table = TABLE.matcher(statement);
        return table.find() ? Optional.of(table.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
