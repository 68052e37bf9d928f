package shop.local.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;

/** Reads the log records of an OTLP request. */
final class OtlpLogs {
    private OtlpLogs() {}

    static List<LogRecord> of(ExportLogsServiceRequest request) {
        var records = new ArrayList<LogRecord>();
        for (var resourceLogs : request.getResourceLogsList()) {
            for (var scopeLogs : resourceLogs.getScopeLogsList()) {
                scopeLogs.getLogRecordsList().forEach(entry -> records.add(record(resourceLogs.getResource(), entry)));
            }
        }
        return records;
    }

    private static LogRecord record(Resource resource, io.opentelemetry.proto.logs.v1.LogRecord entry) {
        var origin = OtlpValues.texts(resource.getAttributesList());
        return new LogRecord(
                OtlpValues.hex(entry.getTraceId()),
                OtlpValues.hex(entry.getSpanId()),
                OtlpValues.service(resource),
                entry.getTimeUnixNano(),
                entry.getSeverityText(),
                OtlpValues.text(entry.getBody()),
                OtlpValues.texts(entry.getAttributesList()),
                OtlpValues.types(entry.getAttributesList()),
                origin);
    }
}
