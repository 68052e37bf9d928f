package shop.local.otlp;

import java.util.Map;

/**
 * One log record as a service sent it by OTLP.
 *
 * @param traceId empty outside a trace
 * @param service the {@code service.name} of its resource
 * @param time nanoseconds since the epoch
 * @param severity its text, such as INFO
 * @param attributes as texts
 * @param types the type of each attribute
 * @param resource the attributes of the process that sent it
 */
public record LogRecord(
        String traceId,
        String spanId,
        String service,
        long time,
        String severity,
        String body,
        Map<String, String> attributes,
        Map<String, String> types,
        Map<String, String> resource) {}
