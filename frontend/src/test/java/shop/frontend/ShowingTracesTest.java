package shop.frontend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FrontendTest
class ShowingTracesTest {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACE = """
            {"data": [{"traceID": "%1$s", "processes": {"p1": {"serviceName": "order-service"}}, "spans": [
              {"spanID": "b", "operationName": "place order", "processID": "p1", "startTime": 1020, "duration": 7,
               "references": [{"refType": "CHILD_OF", "traceID": "%1$s", "spanID": "a"},
                              {"refType": "FOLLOWS_FROM", "traceID": "other", "spanID": "c"}],
               "tags": [{"key": "error", "type": "bool", "value": true}, {"key": "shop.order.id", "value": "7"}],
               "logs": [{"timestamp": 1021, "fields": [{"key": "event", "value": "exception"},
                                                       {"key": "exception.type", "value": "OutOfStock"}]}]},
              {"spanID": "a", "operationName": "POST /orders", "processID": "p1", "startTime": 1000, "duration": 90,
               "references": [], "logs": [],
               "tags": [{"key": "span.kind", "value": "server"}]}]}]}
            """.formatted(TRACE_ID);
    private static final String LOGS = """
            {"data": {"result": [{"stream": {"service_name": "order-service", "severity_text": "INFO", "span_id": "b",
              "trace_id": "%s", "log_logger_namespace": "shop.order"},
              "values": [["1796093745503000000", "409 insufficient-stock"]]}]}}
            """.formatted(TRACE_ID);

    StubShop shop;

    @BeforeEach
    void reset() {
        shop.reset();
    }

    @Test
    void spans_and_log_records_of_a_trace_are_shown() {
        shop.reply("GET /api/traces/" + TRACE_ID, 200, TRACE);
        shop.reply("GET /loki/api/v1/query_range", 200, LOGS);

        Browser.customer()
                .get("/ui/traces/" + TRACE_ID)
                .then()
                .statusCode(200)
                .body("state", is("complete-so-far"))
                .body("source", is("jaeger"))
                .body("spans.name", is(List.of("POST /orders", "place order")))
                .body("spans[0].kind", is("server"))
                .body("spans[0].parentId", nullValue())
                .body("spans[1].kind", is("internal"))
                .body("spans[1].parentId", is("a"))
                .body("spans[1].service", is("order-service"))
                .body("spans[1].start", is(1020))
                .body("spans[1].error", is(true))
                .body("spans[1].attributes", is(Map.of("shop.order.id", "7")))
                .body("spans[1].events[0].name", is("exception"))
                .body("spans[1].events[0].attributes.'exception.type'", is("OutOfStock"))
                .body("spans[1].links[0].traceId", is("other"))
                .body("logsAvailable", is(true))
                .body("logs[0].at", is("2026-12-01T02:55:45.503Z"))
                .body("logs[0].message", is("409 insufficient-stock"))
                .body("logs[0].level", is("INFO"))
                .body("logs[0].logger", is("shop.order"))
                .body("logs[0].spanId", is("b"));

        assertThat(shop.received("GET /loki/api/v1/query_range").getFirst().query())
                .contains("query=%7Bservice_name%3D%7E%22.%2B%22%7D+%7C+trace_id%3D%22" + TRACE_ID + "%22");
    }

    @Test
    void a_trace_that_has_not_arrived_is_waited_for() {
        Browser.customer()
                .get("/ui/traces/" + TRACE_ID)
                .then()
                .statusCode(200)
                .body("state", is("waiting"))
                .body("spans", empty());
    }

    @Test
    void a_missing_part_is_named() {
        shop.reply("GET /api/traces/" + TRACE_ID, 0, "");
        shop.reply("GET /loki/api/v1/query_range", 0, "");

        Browser.customer()
                .get("/ui/traces/" + TRACE_ID)
                .then()
                .statusCode(200)
                .body("state", is("unavailable"))
                .body("logsAvailable", is(false));
    }

    @Test
    void traces_are_for_those_who_have_signed_in() {
        given().get("/ui/traces/" + TRACE_ID).then().statusCode(401);
        Browser.customer().get("/ui/traces/..%2Fservices").then().statusCode(400);
    }
}
