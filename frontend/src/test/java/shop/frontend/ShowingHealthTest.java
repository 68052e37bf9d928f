package shop.frontend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FrontendTest
class ShowingHealthTest {

    /** Longer than a report is valid. */
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final String SERIES = """
            {"data": {"result": [{"metric": {"job": "order-service"},
              "values": [[1796093700, "0.5"], [1796093715, "NaN"], [1796093730, "0.25"]]}]}}
            """;
    private static final String INSTANT = """
            {"data": {"result": [
              {"metric": {"job": "order-service", "slo": "availability"}, "value": [1796093730, "0.87"]},
              {"metric": {"slo": "availability"}, "value": [1796093730, "0.999"]}]}}
            """;
    private static final String ALERTS = """
            {"data": {"alerts": [
              {"state": "firing", "activeAt": "2026-12-01T02:50:00Z", "labels": {"alertname": "HighErrorRate",
               "severity": "critical", "job": "order-service"}, "annotations": {"summary": "order-service fails",
               "runbook_url": "observability-stack/runbooks/HighErrorRate.md"}},
              {"state": "pending", "labels": {"alertname": "SlowResponseTime", "severity": "warning"}},
              {"state": "firing", "labels": {"alertname": "Watchdog", "severity": "none"}}]}}
            """;
    private static final String MAILS = """
            {"messages": [{"ID": "m1", "Subject": "HighErrorRate", "Created": "2026-12-01T02:53:00Z"}]}
            """;
    private static final String ERROR = """
            {"data": {"result": [{"stream": {"service_name": "order-service", "severity_text": "ERROR",
              "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}, "values": [["1796093745503000000", "500 failed"]]}]}}
            """;
    private static final String METRICS = """
            http_requests_total{endpoint="/orders",method="POST",status_code="201"} %1$d.0
            http_requests_total{endpoint="/orders",method="POST",status_code="500"} %2$d.0
            http_request_duration_seconds_bucket{endpoint="/orders",method="POST",le="0.1"} %3$d.0
            http_request_duration_seconds_bucket{endpoint="/orders",method="POST",le="+Inf"} %3$d.0
            http_request_duration_seconds_count{endpoint="/orders",method="POST"} %3$d.0
            """;

    StubShop shop;

    @BeforeEach
    void reset() {
        shop.reset();
    }

    @Test
    void the_recorded_rules_of_prometheus_are_shown() {
        shop.reply("GET /-/ready", 200, "");
        shop.reply("GET /api/v1/query_range", 200, SERIES);
        shop.reply("GET /api/v1/query", 200, INSTANT);
        shop.reply("GET /api/v1/alerts", 200, ALERTS);
        shop.reply("GET /api/v1/messages", 200, MAILS);
        shop.reply("GET /loki/api/v1/query_range", 200, ERROR);
        for (var path : new String[] {"/", "/-/ready", "/api/health", "/api/services", "/q/health/live"}) {
            shop.reply("GET " + path, 200, "");
        }

        await().atMost(AT_MOST)
                .untilAsserted(() -> health().body("source", is("prometheus"))
                        .body("parts.available", everyItem(is(true)))
                        .body("mail.subject", is("HighErrorRate"))
                        .body("mail.link", is(shop.url() + "/view/m1"))
                        .body("error.message", is("500 failed"))
                        .body("error.service", is("order-service"))
                        .body("error.link", is(shop.url() + "/issues/1/?q=trace:4bf92f3577b34da6a3ce929d0e0e4736"))
                        .body("alerts.name", contains("HighErrorRate"))
                        .body("alerts[0].service", is("order-service"))
                        .body(
                                "alerts[0].runbook",
                                is(shop.url() + "/user/observability-stack/runbooks/HighErrorRate.md"))
                        .body("objectives", hasSize(1))
                        .body("objectives[0].name", is("availability"))
                        .body("objectives[0].objective", is(0.999f))
                        .body("objectives[0].budgetLeft", is(0.87f))
                        .body("services.find { it.service == 'order-service' }.p95", hasSize(2))
                        .body("services.find { it.service == 'user-service' }.p95", empty()));
    }

    @Test
    void without_prometheus_the_services_own_metrics_are_shown() {
        shop.reply("GET /api/v1/query_range", 0, "");
        shop.reply("GET /-/ready", 0, "");
        shop.reply("GET /metrics", 200, METRICS.formatted(10, 0, 10));

        await().atMost(AT_MOST).untilAsserted(() -> {
            // Each sample has more requests, half of which have failed.
            var sampled = shop.received("GET /metrics").size();
            shop.reply("GET /metrics", 200, METRICS.formatted(10 + sampled, sampled, 10 + 2 * sampled));
            health().body("source", is("services"))
                    .body("alerts", nullValue())
                    .body("objectives", nullValue())
                    .body("parts.find { it.id == 'prometheus' }.available", is(false))
                    .body("services.find { it.service == 'order-service' }.requestRate", not(empty()))
                    .body("services.find { it.service == 'order-service' }.errorRatio", not(empty()))
                    .body("services.find { it.service == 'order-service' }.p95", not(empty()));
        });
    }

    @Test
    void an_error_has_no_link_while_the_error_tracker_does_not_answer() {
        shop.reply("GET /loki/api/v1/query_range", 200, ERROR);
        shop.reply("GET /", 0, "");

        await().atMost(AT_MOST)
                .untilAsserted(() -> health().body("error.traceId", is("4bf92f3577b34da6a3ce929d0e0e4736"))
                        .body("parts.find { it.id == 'bugsink' }.available", is(false))
                        .body("error.link", nullValue()));
    }

    @Test
    void a_program_that_stops_in_the_middle_of_a_response_is_given_up() {
        shop.stall("GET /loki/api/v1/query_range");

        await().atMost(AT_MOST)
                .untilAsserted(() -> health().body("parts.find { it.id == 'loki' }.available", is(false)));
    }

    @Test
    void missing_parts_are_named() {
        for (var path : new String[] {"/", "/api/v1/messages", "/loki/api/v1/query_range", "/q/health/live"}) {
            shop.reply("GET " + path, 0, "");
        }

        await().atMost(AT_MOST)
                .untilAsserted(() -> health().body("parts.findAll { it.available }.id.minus(['prometheus'])", empty())
                        .body("parts", hasSize(10))
                        .body("mail", nullValue())
                        .body("error", nullValue()));
    }

    private static ValidatableResponse health() {
        return given().get("/ui/health").then().statusCode(200);
    }
}
