package shop.local.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Answers the query for the records of all services with one label as Loki does. */
final class LokiJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUERY =
            Pattern.compile("\\{service_name=~\"\\.\\+\"} \\| (trace_id|severity_text)=\"(\\w+)\"");

    private LokiJson() {}

    /** @throws IllegalArgumentException if it is another kind of query */
    static String answer(List<LogRecord> records, Map<String, String> parameters) {
        var query = QUERY.matcher(parameters.getOrDefault("query", ""));
        if (!query.matches()) {
            throw new IllegalArgumentException("only queries like {service_name=~\".+\"} | trace_id=\"…\"");
        }
        var value = query.group(2);
        var found = records.stream()
                .filter(record ->
                        (query.group(1).equals("trace_id") ? record.traceId() : record.severity()).equals(value))
                .toList();
        var limit = Integer.parseInt(parameters.getOrDefault("limit", "100"));
        var isBackward = !"forward".equals(parameters.get("direction"));
        var ordered = isBackward ? found.reversed() : found;
        var answer = JSON.createObjectNode().put("status", "success");
        var result = answer.putObject("data").put("resultType", "streams").putArray("result");
        for (var record : ordered.stream().limit(limit).toList()) {
            var stream = result.addObject();
            var labels = stream.putObject("stream");
            // As Loki names what it receives by OTLP.
            record.attributes().forEach((key, text) -> labels.put(key.replaceAll("\\W", "_"), text));
            labels.put("service_name", record.service()).put("severity_text", record.severity());
            if (!record.traceId().isEmpty()) {
                labels.put("trace_id", record.traceId()).put("span_id", record.spanId());
            }
            stream.putArray("values")
                    .addArray()
                    .add(String.valueOf(record.time()))
                    .add(record.body());
        }
        return answer.toString();
    }
}
