package shop.frontend.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import shop.frontend.Calls;
import shop.frontend.Calls.Answer;
import shop.frontend.FrontendConfig;
import shop.frontend.health.Health.Alert;
import shop.frontend.health.Health.Objective;
import shop.frontend.health.Health.ServiceHealth;

/** The recorded rules and alerts of Prometheus. */
@Singleton
class Prometheus {

    private static final int PERIOD_SECONDS = 15 * 60;
    private static final String RATE = "job:http_requests:rate5m";
    private static final String ERRORS = "job:http_requests_failed:ratio_rate5m";
    private static final String P95 = "job:http_request_duration_seconds:p95_rate5m";

    private final Calls calls;
    private final FrontendConfig config;

    Prometheus(Calls calls, FrontendConfig config) {
        this.calls = calls;
        this.config = config;
    }

    record Report(List<ServiceHealth> services, List<Objective> objectives, List<Alert> alerts) {}

    /** Empty without Prometheus. */
    Optional<Report> report() {
        if (config.program("prometheus").isEmpty()) {
            return Optional.empty();
        }
        var rates = range(RATE);
        var errors = range(ERRORS);
        var p95 = range(P95);
        var budgets = get("/api/v1/query?query=job_slo:budget_left:ratio30d");
        var targets = get("/api/v1/query?query=slo:objective:ratio");
        var alerts = get("/api/v1/alerts");
        return calls.json(rates).map(answer -> {
            var rate = series(answer);
            var ratio = calls.json(errors).map(Prometheus::series).orElse(Map.of());
            var duration = calls.json(p95).map(Prometheus::series).orElse(Map.of());
            return new Report(
                    services().stream()
                            .map(name -> new ServiceHealth(
                                    name,
                                    rate.getOrDefault(name, List.of()),
                                    ratio.getOrDefault(name, List.of()),
                                    duration.getOrDefault(name, List.of())))
                            .toList(),
                    objectives(calls.json(targets), calls.json(budgets)),
                    calls.json(alerts).map(this::alerts).orElse(List.of()));
        });
    }

    private Set<String> services() {
        return config.services().keySet();
    }

    private Future<Answer> range(String query) {
        var now = Instant.now().getEpochSecond();
        return get("/api/v1/query_range?step=15&query=" + query + "&start=" + (now - PERIOD_SECONDS) + "&end=" + now);
    }

    private Future<Answer> get(String pathAndQuery) {
        return calls.get(Calls.address(config.program("prometheus").orElseThrow(), pathAndQuery));
    }

    private static Map<String, List<double[]>> series(JsonNode answer) {
        var series = new HashMap<String, List<double[]>>();
        results(answer).forEach(result -> {
            var points = new ArrayList<double[]>();
            for (var value : result.path("values")) {
                var point = Double.parseDouble(value.path(1).asText());
                if (Double.isFinite(point)) {
                    points.add(new double[] {value.path(0).asDouble(), point});
                }
            }
            series.put(job(result), points);
        });
        return series;
    }

    private List<Objective> objectives(Optional<JsonNode> targets, Optional<JsonNode> budgets) {
        var ratios = new HashMap<String, Double>();
        targets.ifPresent(answer -> results(answer).forEach(result -> ratios.put(slo(result), value(result))));
        return budgets.stream()
                .flatMap(Prometheus::results)
                .filter(result -> services().contains(job(result)))
                .filter(result -> Double.isFinite(value(result)) && ratios.containsKey(slo(result)))
                .map(result -> new Objective(job(result), slo(result), ratios.get(slo(result)), value(result)))
                .toList();
    }

    private List<Alert> alerts(JsonNode answer) {
        return stream(answer.path("data").path("alerts"))
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .filter(alert -> !alert.path("labels").path("severity").asText().equals("none"))
                .map(alert -> new Alert(
                        alert.path("labels").path("alertname").asText(),
                        alert.path("labels").path("severity").asText(),
                        alert.path("annotations").path("summary").asText(),
                        alert.path("activeAt").asText(),
                        runbook(alert.path("annotations").path("runbook_url")),
                        alert.path("labels").path("job").asText(null)))
                .toList();
    }

    /** Rules name the path of a runbook. */
    private String runbook(JsonNode path) {
        return config.runbooks()
                .filter(_ -> path.isTextual())
                .map(url -> url.replaceFirst("/$", "") + "/" + path.asText())
                .orElse(null);
    }

    private static Stream<JsonNode> results(JsonNode answer) {
        return stream(answer.path("data").path("result"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String job(JsonNode result) {
        return result.path("metric").path("job").asText();
    }

    private static String slo(JsonNode result) {
        return result.path("metric").path("slo").asText();
    }

    private static double value(JsonNode result) {
        return Double.parseDouble(result.path("value").path(1).asText("NaN"));
    }
}
