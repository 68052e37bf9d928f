package shop.local.stack.api;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Client for Alertmanager's API. */
public final class AlertmanagerApi {
    private final HttpApi api;

    public AlertmanagerApi(URI base) {
        this.api = new HttpApi(base);
    }

    /** The labels of all active alerts. */
    public List<Map<String, String>> alerts() {
        return PrometheusApi.stream(api.json("/api/v2/alerts"))
                .map(alert -> PrometheusApi.strings(alert.path("labels")))
                .toList();
    }

    /** Whether it has an alert with at least these labels. */
    public boolean has(String name, Map<String, String> labels) {
        return alerts().stream()
                .anyMatch(alert ->
                        name.equals(alert.get("alertname")) && alert.entrySet().containsAll(labels.entrySet()));
    }
}
