package shop.frontend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.restassured.response.Response;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.backends.sentry.StubSentry;

@FrontendTest
class BrowserTelemetryTest {

    private static final String SPANS = """
            {"resourceSpans": [{
              "resource": {"attributes": [{"key": "user.email", "value": {"stringValue": "eve@evil.example"}}]},
              "scopeSpans": [{"scope": {"name": "Eve Evil"}, "spans": [
                {"traceId": "%1$s", "spanId": "00f067aa0ba902b7", "name": "click place order", "kind": 1,
                 "startTimeUnixNano": "%2$s", "endTimeUnixNano": "%2$s", "status": {"code": 0},
                 "attributes": [
                   {"key": "shop.order.type", "value": {"stringValue": "express"}},
                   {"key": "shop.order.lines", "value": {"intValue": 2}},
                   {"key": "user.name", "value": {"stringValue": "Eve Evil"}}],
                 "events": [{"name": "Eve Evil"}]},
                {"traceId": "%1$s", "spanId": "00f067aa0ba902b8", "parentSpanId": "00f067aa0ba902b7",
                 "name": "POST", "kind": 3, "startTimeUnixNano": "%2$s", "endTimeUnixNano": "%2$s",
                 "status": {"code": 2, "message": "Eve Evil"},
                 "attributes": [
                   {"key": "url.full", "value": {"stringValue": "http://localhost:8088/orders"}},
                   {"key": "http.response.status_code", "value": {"intValue": 503}},
                   {"key": "error.type", "value": {"stringValue": "Eve Evil"}}]},
                {"traceId": "%1$s", "spanId": "00f067aa0ba902b9", "name": "Eve Evil", "kind": 1,
                 "startTimeUnixNano": "%2$s", "endTimeUnixNano": "%2$s"}]}]}]}
            """;

    StubShop shop;
    StubSentry errors;

    @BeforeEach
    void reset() {
        shop.reset();
    }

    @Test
    void spans_of_the_page_are_exported_without_what_others_may_have_added() {
        var traceId = "4bf92f3577b34da6a3ce929d0e0e4001";

        export(SPANS.formatted(traceId, nanos(Instant.now()))).then().statusCode(200);

        var spans = await().until(() -> shop.spans(traceId), found -> !found.isEmpty());
        assertThat(spans).extracting(span -> span.span().getName()).containsExactly("click place order", "POST");
        assertThat(spans).allSatisfy(span -> {
            assertThat(span.resource())
                    .containsEntry("service.name", "browser")
                    .containsEntry("service.namespace", "shop");
            assertThat(span.span().getEventsList()).isEmpty();
            assertThat(span.toString()).doesNotContain("Evil", "evil");
        });
        assertThat(spans.getFirst().attributes())
                .containsOnlyKeys("shop.order.type", "shop.order.lines")
                .containsEntry("shop.order.lines", "2");
        var call = spans.getLast();
        assertThat(call.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(call.span().getParentSpanId())
                .isEqualTo(spans.getFirst().span().getSpanId());
        assertThat(call.attributes())
                .containsOnlyKeys("url.full", "http.response.status_code")
                .containsEntry("url.full", "http://localhost:8088/orders");
    }

    @Test
    void web_vitals_are_spans() {
        var traceId = "4bf92f3577b34da6a3ce929d0e0e4002";
        var now = nanos(Instant.now());

        export("""
                {"resourceSpans": [{"scopeSpans": [{"spans": [
                  {"traceId": "%1$s", "spanId": "00f067aa0ba902b7", "name": "web vital LCP",
                   "startTimeUnixNano": "%2$s", "endTimeUnixNano": "%2$s", "attributes": [
                     {"key": "browser.web_vital.name", "value": {"stringValue": "lcp"}},
                     {"key": "browser.web_vital.value", "value": {"doubleValue": 812.5}},
                     {"key": "browser.web_vital.rating", "value": {"stringValue": "good"}}]}]}]}]}
                """.formatted(traceId, now)).then().statusCode(200);

        var spans = await().until(() -> shop.spans(traceId), found -> !found.isEmpty());
        assertThat(spans)
                .singleElement()
                .satisfies(span -> assertThat(span.attributes())
                        .containsEntry("browser.web_vital.name", "lcp")
                        .containsEntry("browser.web_vital.value", "812.5")
                        .containsEntry("browser.web_vital.rating", "good"));
    }

    @Test
    void spans_of_another_time_are_dropped() {
        var now = Instant.now();
        var past = "4bf92f3577b34da6a3ce929d0e0e4003";
        var present = "4bf92f3577b34da6a3ce929d0e0e4004";

        export(SPANS.formatted(past, nanos(now.minusSeconds(86_400))));
        export(SPANS.formatted(present, nanos(now)));

        await().until(() -> shop.spans(present), found -> !found.isEmpty());
        assertThat(shop.spans(past)).isEmpty();
    }

    @Test
    void only_the_page_sends_spans_and_only_as_json() {
        given().contentType("application/json")
                .body("{}")
                .post("/v1/traces")
                .then()
                .statusCode(403);
        Browser.page()
                .contentType("application/x-protobuf")
                .body(new byte[] {10})
                .post("/v1/traces")
                .then()
                .statusCode(415);
        export("[").then().statusCode(400);
        export("{\"resourceSpans\": 7}").then().statusCode(200);
    }

    @Test
    void an_error_of_the_page_is_one_error_event_with_its_stack() {
        Browser.page()
                .contentType("application/json")
                .body("""
                        {"message": "TypeError: basket of eve@evil.example is undefined", "stack":
                         "TypeError: basket\\n    at place (http://localhost:8088/static/bundle/app-A1.js:1:2345)"}
                        """)
                .post("/ui/errors")
                .then()
                .statusCode(202);

        var event = await().until(() -> errors.items("event"), found -> !found.isEmpty())
                .getFirst()
                .body();
        assertThat(event.findValuesAsText("type")).contains("PageError");
        assertThat(event.findValuesAsText("function")).contains("place");
        assertThat(event.findValuesAsText("filename")).contains("app-A1.js:1");
        assertThat(event.toString()).contains("TypeError: basket of").doesNotContain("evil.example");
    }

    @Test
    void errors_are_small_and_few() {
        var page = Browser.page().contentType("application/json");
        page.body("{\"message\": \"" + "a".repeat(9 * 1_024) + "\"}")
                .post("/ui/errors")
                .then()
                .statusCode(413);

        for (var i = 0; i < 5; i++) {
            page.body("{}").post("/ui/errors");
        }
        page.body("{\"message\": \"a\"}")
                .post("/ui/errors")
                .then()
                .statusCode(429)
                .body("type", is("urn:shop:problem:too-many-requests"))
                .header("Retry-After", "12");
    }

    private static Response export(String body) {
        return Browser.page().contentType("application/json").body(body).post("/v1/traces");
    }

    private static String nanos(Instant time) {
        return time.getEpochSecond() + "000000000";
    }
}
