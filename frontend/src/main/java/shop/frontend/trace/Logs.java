package shop.frontend.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import shop.frontend.Calls;
import shop.frontend.FrontendConfig;

/** Log records from Loki. */
@Singleton
public class Logs {

    private static final String ALL_SERVICES = "{service_name=~\".+\"} | ";
    private static final int MOST_LINES = 500;
    private static final Duration PERIOD = Duration.ofHours(6);
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    /** @param spanId null outside a span */
    @RegisterForReflection
    public record Line(
            Instant at, String service, String level, String logger, String message, String spanId, String traceId) {}

    private final Calls calls;
    private final FrontendConfig config;

    Logs(Calls calls, FrontendConfig config) {
        this.calls = calls;
        this.config = config;
    }

    /** Begins to read the lines of a trace, in the order of time; empty without Loki. */
    Supplier<Optional<List<Line>>> of(String traceId) {
        return query("trace_id=\"" + traceId + "\"", "forward", MOST_LINES);
    }

    /** Begins to read the newest error, if there is one; empty without Loki. */
    public Supplier<Optional<List<Line>>> newestError() {
        return query("severity_text=\"ERROR\"", "backward", 1);
    }

    private Supplier<Optional<List<Line>>> query(String filter, String direction, int limit) {
        var loki = config.program("loki");
        if (loki.isEmpty()) {
            return Optional::empty;
        }
        var call = calls.get(address(loki.get(), ALL_SERVICES + filter, direction, limit));
        return () -> calls.json(call).map(Logs::lines);
    }

    private static URI address(URI loki, String query, String direction, int limit) {
        var now = Instant.now();
        return Calls.address(
                loki,
                "/loki/api/v1/query_range?direction=" + direction + "&limit=" + limit + "&start="
                        + nanos(now.minus(PERIOD)) + "&end=" + nanos(now) + "&query=" + Calls.encoded(query));
    }

    private static String nanos(Instant time) {
        return String.valueOf(ChronoUnit.NANOS.between(Instant.EPOCH, time));
    }

    private static List<Line> lines(JsonNode answer) {
        var lines = new ArrayList<Line>();
        for (var stream : answer.path("data").path("result")) {
            var labels = stream.path("stream");
            for (var value : stream.path("values")) {
                lines.add(new Line(
                        time(value.path(0).asLong()),
                        labels.path("service_name").asText(),
                        labels.path("severity_text").asText(),
                        labels.path("log_logger_namespace").asText(),
                        value.path(1).asText(),
                        labels.path("span_id").asText(null),
                        labels.path("trace_id").asText(null)));
            }
        }
        lines.sort(Comparator.comparing(Line::at));
        return lines;
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
    }
}
