package telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscreetSpanTest {

    private final SdkTracerProvider provider = SdkTracerProvider.builder().build();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void hides_what_a_caller_wrote() {
        var told = told(SpanKind.SERVER, span -> {
            span.setAttribute("url.path", "/products/ada");
            span.setAttribute("http.route", "/products/{id}");
            span.setAttribute("http.response.status_code", 404);
            span.setAttribute("url.query", "ada=LOVELACE");
            span.setAttribute("user_agent.original", "Ada/1.0");
            span.setAttribute("client.address", "ada");
            span.setAttribute("http.request.method_original", "ADA");
            span.setAttribute("url.scheme", "ada");
            span.setAttribute("server.address", "ada.lovelace");
            span.setAttribute("shop.order.id", "1");
        });

        assertThat(told.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("url.path"), "/products/REDACTED")
                .containsEntry(AttributeKey.stringKey("shop.order.id"), "1");
        assertThat(told.getAttributes().asMap().values().toString().toLowerCase())
                .doesNotContain("ada", "lovelace");
    }

    @Test
    void names_the_product_that_was_found() {
        var told = told(SpanKind.SERVER, span -> {
            span.setAttribute("url.path", "/products/kettle");
            span.setAttribute("http.route", "/products/{id}");
            span.setAttribute("http.response.status_code", 200);
        });

        assertThat(told.getAttributes().get(AttributeKey.stringKey("url.path"))).isEqualTo("/products/kettle");
    }

    @Test
    void hides_what_was_asked_for_by_a_request_that_always_succeeds() {
        var told = told(SpanKind.SERVER, span -> {
            span.setAttribute("http.request.method", "OPTIONS");
            span.setAttribute("url.path", "/products/ada");
            span.setAttribute("http.route", "/products/{id}");
            span.setAttribute("http.response.status_code", 200);
        });

        assertThat(told.getAttributes().get(AttributeKey.stringKey("url.path"))).isEqualTo("/products/REDACTED");
    }

    @Test
    void hides_secrets_in_an_exception_and_keeps_its_type() {
        var told = told(SpanKind.INTERNAL, span -> {
            span.recordException(new IllegalStateException("mail to ada@shop.example"));
            span.setStatus(StatusCode.ERROR);
        });

        assertThat(told.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.type")))
                    .isEqualTo(IllegalStateException.class.getName());
            assertThat(event.getAttributes().asMap().toString())
                    .contains("mail to", "DiscreetSpanTest")
                    .doesNotContain("ada@");
        });
    }

    @Test
    void hides_what_a_caller_wrote_into_the_trace_state() {
        var caller = SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.builder().put("ada", "lovelace").build());

        var told = told(SpanKind.SERVER, Context.root().with(Span.wrap(caller)), _ -> {});

        assertThat(told.getTraceId()).isEqualTo(caller.getTraceId());
        assertThat(told.getSpanContext().isSampled()).isTrue();
        assertThat(told.getSpanContext().getTraceState().isEmpty()).isTrue();
    }

    @Test
    void has_no_route_where_none_matched() {
        var told = told(SpanKind.SERVER, span -> {
            span.updateName("GET /");
            span.setAttribute("http.request.method", "GET");
            span.setAttribute("http.route", "/");
            span.setAttribute("url.path", "/ada");
        });

        assertThat(told.getName()).isEqualTo("GET");
        assertThat(told.getAttributes().get(AttributeKey.stringKey("http.route")))
                .isNull();
        assertThat(told.getAttributes().get(AttributeKey.stringKey("url.path"))).isEqualTo("/REDACTED");
    }

    @ParameterizedTest
    @CsvSource({"200, UNSET", "404, UNSET", "409, UNSET", "422, UNSET", "401, ERROR", "429, ERROR", "503, ERROR"})
    void is_an_error_where_a_call_was_refused_for_another_reason_than_the_request(int answer, StatusCode status) {
        var told = told(SpanKind.CLIENT, span -> span.setAttribute("http.response.status_code", answer));

        assertThat(told.getStatus().getStatusCode()).isEqualTo(status);
    }

    private SpanData told(SpanKind kind, Consumer<Span> content) {
        return told(kind, Context.root(), content);
    }

    private SpanData told(SpanKind kind, Context parent, Consumer<Span> content) {
        var span = provider.get("test")
                .spanBuilder("span")
                .setSpanKind(kind)
                .setParent(parent)
                .startSpan();
        content.accept(span);
        span.end();
        return DiscreetSpan.of(((ReadableSpan) span).toSpanData());
    }
}
