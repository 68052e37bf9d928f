package shop.local.stack.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Client for Prometheus' API. */
public final class PrometheusApi {
    private final HttpApi api;

    public PrometheusApi(URI base) {
        this.api = new HttpApi(base);
    }

    public boolean isReady() {
        return api.answers("/-/ready");
    }

    /** Alerts that are pending or firing. */
    public List<Alert> alerts() {
        return stream(data("/api/v1/alerts").path("alerts"))
                .map(alert -> new Alert(
                        strings(alert.path("labels")),
                        strings(alert.path("annotations")),
                        alert.path("state").asText(),
                        Instant.parse(alert.path("activeAt").asText())))
                .toList();
    }

    public List<Rule> rules() {
        return stream(data("/api/v1/rules").path("groups"))
                .flatMap(group -> stream(group.path("rules")))
                .map(rule -> new Rule(
                        rule.path("name").asText(),
                        rule.path("type").asText(),
                        rule.path("query").asText(),
                        strings(rule.path("annotations")),
                        rule.path("health").asText(),
                        rule.path("lastError").asText()))
                .toList();
    }

    public List<Target> targets() {
        return stream(data("/api/v1/targets?state=active").path("activeTargets"))
                .map(target -> new Target(
                        target.path("labels").path("job").asText(),
                        target.path("health").asText(),
                        target.path("lastError").asText()))
                .toList();
    }

    /**
     * The labels of the series that an instant query returns.
     *
     * @throws IllegalStateException if Prometheus rejects the query
     */
    public List<Map<String, String>> query(String query) {
        var data = data("/api/v1/query?query=" + HttpApi.encode(query));
        if (data.path("resultType").asText().equals("scalar")) {
            return List.of(Map.of());
        }
        return stream(data.path("result"))
                .map(series -> strings(series.path("metric")))
                .toList();
    }

    /** The values of a label in the series of a selector. */
    public List<String> labelValues(String label, String selector) {
        return stream(data("/api/v1/label/" + label + "/values?match%5B%5D=" + HttpApi.encode(selector)))
                .map(JsonNode::asText)
                .toList();
    }

    /** The values of the series that an instant query returns. */
    public List<Double> values(String query) {
        return stream(data("/api/v1/query?query=" + HttpApi.encode(query)).path("result"))
                .map(series -> Double.valueOf(series.path("value").path(1).asText()))
                .toList();
    }

    /** The exemplars of a query since an instant, in seconds since 1970. */
    public List<Exemplar> exemplars(String query, long since, long until) {
        var path = "/api/v1/query_exemplars?query=" + HttpApi.encode(query) + "&start=" + since + "&end=" + until;
        return stream(data(path))
                .flatMap(series -> stream(series.path("exemplars")))
                .map(exemplar -> new Exemplar(
                        exemplar.path("labels").path("trace_id").asText(),
                        Double.parseDouble(exemplar.path("value").asText())))
                .distinct()
                .toList();
    }

    /** A runbook that Prometheus serves, by the path in an alert's annotation. */
    public String runbook(String path) {
        return api.text("/user/" + path);
    }

    private JsonNode data(String path) {
        var answer = api.json(path);
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalStateException(answer.path("error").asText());
        }
        return answer.path("data");
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static Map<String, String> strings(JsonNode object) {
        var map = new HashMap<String, String>();
        object.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }

    /**
     * @param state pending or firing
     * @param activeAt when the alert became pending
     */
    public record Alert(Map<String, String> labels, Map<String, String> annotations, String state, Instant activeAt) {
        public String name() {
            return labels.getOrDefault("alertname", "");
        }

        public boolean isFiring() {
            return state.equals("firing");
        }

        /** Whether it is this alert and has at least these labels. */
        public boolean is(String name, Map<String, String> expected) {
            return name().equals(name) && labels.entrySet().containsAll(expected.entrySet());
        }
    }

    /** @param type recording or alerting */
    public record Rule(
            String name, String type, String query, Map<String, String> annotations, String health, String lastError) {}

    /** @param value the observed value, in seconds for a duration */
    public record Exemplar(String traceId, double value) {}

    /** @param health up, down or unknown */
    public record Target(String job, String health, String lastError) {}
}
