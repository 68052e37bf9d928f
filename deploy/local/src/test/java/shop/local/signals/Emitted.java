package shop.local.signals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import shop.local.otlp.LogRecord;
import shop.local.otlp.Span;

/**
 * The signals that the services emitted.
 *
 * @param metrics in the text format of Prometheus
 * @param openMetrics the same in the format of OpenMetrics
 * @param lines the log on stdout
 * @param records the log by OTLP
 */
public record Emitted(
        List<MetricFamilies.Metric> metrics,
        List<MetricFamilies.Metric> openMetrics,
        List<Span> spans,
        List<JsonNode> lines,
        List<LogRecord> records,
        List<JsonNode> events,
        List<JsonNode> transactions) {}
