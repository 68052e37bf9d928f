package shop.frontend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.frontend.StubShop.Exported;

@FrontendTest
class TracingRequestsTest {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    StubShop shop;

    @BeforeEach
    void reset() {
        shop.reset();
    }

    @Test
    void a_request_leaves_a_server_and_a_client_span_in_the_callers_trace() {
        shop.reply("GET /orders/1", 200, "{}");

        given().header("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01")
                .header("baggage", "shop.debug=true")
                .get("/orders/1")
                .then()
                .statusCode(200)
                .header("X-Trace-Id", TRACE_ID);

        var spans = await().until(() -> shop.spans(TRACE_ID), found -> found.size() == 2);
        var server = only(spans, SpanKind.SPAN_KIND_SERVER);
        var client = only(spans, SpanKind.SPAN_KIND_CLIENT);
        assertThat(server.service()).isEqualTo("frontend");
        assertThat(server.span().getName()).isEqualTo("GET /orders/{id}");
        assertThat(server.attributes()).containsEntry("shop.debug", "true").containsEntry("url.path", "/orders/{id}");
        assertThat(client.span().getName()).isEqualTo("GET /orders/{id}");
        assertThat(client.span().getParentSpanId()).isEqualTo(server.span().getSpanId());
        assertThat(shop.received("GET /orders/1")).singleElement().satisfies(request -> {
            assertThat(request.header("traceparent")).startsWith("00-" + TRACE_ID + "-");
            assertThat(request.header("traceparent")).doesNotContain("00f067aa0ba902b7");
            assertThat(request.header("baggage")).contains("shop.debug=true");
        });
    }

    @Test
    void an_unavailable_service_is_an_error_of_both_spans() {
        shop.reply("GET /products", -1, "");

        var traceId = given().get("/products").then().statusCode(503).extract().header("X-Trace-Id");

        var spans = await().until(() -> shop.spans(traceId), found -> found.size() == 2);
        assertThat(spans)
                .allSatisfy(
                        span -> assertThat(span.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR));
    }

    @Test
    void what_the_page_loads_and_polls_leaves_no_spans() {
        shop.reply("GET /products", 200, "{}");
        var traceIds = List.of("/", "/static/none.js", "/ui/settings", "/ui/health", "/ui/traces/" + TRACE_ID).stream()
                .map(path -> Browser.customer().get(path).header("X-Trace-Id"))
                .toList();

        var traced = given().get("/products").header("X-Trace-Id");

        await().until(() -> shop.spans(traced), found -> found.size() == 2);
        assertThat(shop.spans()).extracting(Exported::traceId).doesNotContainAnyElementsOf(traceIds);
    }

    private static Exported only(List<Exported> spans, SpanKind kind) {
        assertThat(spans).filteredOn(span -> span.span().getKind() == kind).hasSize(1);
        return spans.stream()
                .filter(span -> span.span().getKind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
