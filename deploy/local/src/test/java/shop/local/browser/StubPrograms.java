package shop.local.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Prometheus, Alertmanager, Mailpit, Bugsink and Jaeger's page at one address. */
final class StubPrograms implements AutoCloseable {
    private static final Set<String> PROMETHEUS =
            Set.of("/-/ready", "/api/v1/query", "/api/v1/query_range", "/api/v1/alerts");
    private static final String OBJECTIVES = """
            {"data": {"result": [
              {"metric": {"job": "order-service", "slo": "availability"}, "value": [0, "%1$s"]},
              {"metric": {"slo": "availability"}, "value": [0, "%1$s"]}]}}""";

    private static final String ALERT = """
            {"state": "firing", "activeAt": "%1$s",
             "labels": {"alertname": "%2$s", "severity": "critical", "job": "order-service"},
             "annotations": {"summary": "Requests of order-service fail",
                             "runbook_url": "observability-stack/runbooks/%2$s.md"}}""";
    private static final String MAIL = """
            {"ID": "m1", "Subject": "[FIRING] %s", "Created": "%s"}""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean hasPrometheus = true;
    private volatile String alerts = "";
    private volatile String mails = "";

    private StubPrograms(HttpServer server) {
        this.server = server;
    }

    static StubPrograms start() {
        try {
            var programs =
                    new StubPrograms(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            programs.server.createContext("/", programs::answer);
            programs.server.setExecutor(programs.threads);
            programs.server.start();
            return programs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The variables of the frontend. */
    Map<String, String> urls() {
        var url = "http://localhost:" + server.getAddress().getPort();
        return Map.of(
                "PROMETHEUS_URL", url,
                "ALERTMANAGER_URL", url,
                "MAILPIT_URL", url,
                "BUGSINK_URL", url,
                "JAEGER_LINK", url,
                "GRAFANA_URL", "");
    }

    /** Lets an alert fire, and sends its mail. */
    void fire(String alert) {
        var now = Instant.now();
        alerts = ALERT.formatted(now, alert);
        mails = MAIL.formatted(alert, now);
    }

    void stopPrometheus() {
        hasPrometheus = false;
    }

    /** All programs run, and no alert fires. */
    void reset() {
        hasPrometheus = true;
        alerts = "";
        mails = "";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (!hasPrometheus && PROMETHEUS.contains(path)) {
                // Closes the connection.
                return;
            }
            var body = switch (path) {
                case "/api/v1/query" ->
                    OBJECTIVES.formatted(exchange.getRequestURI().getQuery().contains("budget") ? "0.82" : "0.999");
                case "/api/v1/query_range" -> "{\"data\": {\"result\": []}}";
                case "/api/v1/alerts" -> "{\"data\": {\"alerts\": [" + alerts + "]}}";
                case "/api/v1/messages" -> "{\"messages\": [" + mails + "]}";
                default -> "{}";
            };
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
