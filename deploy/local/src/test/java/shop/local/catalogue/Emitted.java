package shop.local.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import shop.local.trace.LogRecord;
import shop.local.trace.Span;

/**
 * What the services emitted.
 *
 * @param metrics in the text format of Prometheus
 * @param openMetrics the same in the format of OpenMetrics
 * @param lines the log on stdout
 * @param records the log by OTLP
 */
public record Emitted(
        List<Exposition.Metric> metrics,
        List<Exposition.Metric> openMetrics,
        List<Span> spans,
        List<JsonNode> lines,
        List<LogRecord> records,
        List<JsonNode> events,
        List<JsonNode> transactions) {}
