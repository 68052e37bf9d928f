package telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedSpanTest {

    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "products-service")))
            .build();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void has_no_secret_of_the_url_that_a_client_calls() {
        var exported = redacted(
                SpanKind.CLIENT,
                client -> client.setAttribute("url.full", "https://maps.example/tiles?zoom=3&api_key=LOVELACE"));

        assertThat(exported.getAttributes().asMap())
                .containsEntry(
                        AttributeKey.stringKey("url.full"), "https://maps.example/tiles?zoom=3&api_key=[Filtered]");
    }

    @Test
    void has_the_route_of_a_call_instead_of_its_path_and_query() {
        var exported = redacted(SpanKind.CLIENT, client -> {
            client.updateName("GET /products/{id}");
            client.setAttribute("url.full", "http://inventory:8082/products/ada%40shop.example?query=LOVELACE");
        });

        assertThat(exported.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("url.full"), "http://inventory:8082/products/{id}");
    }

    @ParameterizedTest
    @CsvSource({"409, UNSET", "500, ERROR"})
    void has_its_status_from_the_response_whatever_the_client_has_set(long code, StatusCode expected) {
        var exported = redacted(SpanKind.CLIENT, client -> {
            client.setAttribute("http.response.status_code", code);
            client.setStatus(StatusCode.ERROR);
        });

        assertThat(exported.getStatus().getStatusCode()).isEqualTo(expected);
    }

    @Test
    void has_no_text_that_a_caller_wrote() {
        var exported = redacted(SpanKind.SERVER, server -> {
            server.setAttribute("url.path", "/products/ada");
            server.setAttribute("http.route", "/products/{id}");
            server.setAttribute("http.response.status_code", 200);
            server.setAttribute("url.query", "ada=LOVELACE");
            server.setAttribute("user_agent.original", "Ada/1.0");
            server.setAttribute("client.address", "ada");
            server.setAttribute("http.request.method_original", "ADA");
            server.setAttribute("url.scheme", "ada");
            server.setAttribute("server.address", "ada.lovelace");
            server.setAttribute("order.id", "1");
        });

        assertThat(exported.getAttributes().asMap().toString()).doesNotContainIgnoringCase("ada", "lovelace");
        assertThat(exported.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("url.path"), "/products/{id}")
                .containsEntry(AttributeKey.stringKey("url.scheme"), "http")
                .containsEntry(AttributeKey.stringKey("server.address"), "products-service")
                .containsEntry(AttributeKey.stringKey("order.id"), "1");
        assertThat(exported.getTotalAttributeCount())
                .isEqualTo(exported.getAttributes().size());
    }

    @Test
    void hides_secrets_in_an_exception_and_keeps_its_type() {
        var exported = redacted(SpanKind.INTERNAL, span -> {
            span.recordException(new IllegalStateException("mail to ada@mail.example"));
            span.setStatus(StatusCode.ERROR);
        });

        assertThat(exported.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.type")))
                    .isEqualTo(IllegalStateException.class.getName());
            assertThat(event.getAttributes().asMap().toString())
                    .contains("mail to", "RedactedSpanTest")
                    .doesNotContain("ada@");
        });
    }

    @Test
    void has_no_trace_state() {
        var caller = SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.builder().put("ada", "lovelace").build());

        var exported = redacted(SpanKind.SERVER, Context.root().with(Span.wrap(caller)), _ -> {});

        assertThat(exported.getTraceId()).isEqualTo(caller.getTraceId());
        assertThat(exported.getSpanContext().isSampled()).isTrue();
        assertThat(exported.getSpanContext().getTraceState().isEmpty()).isTrue();
    }

    @Test
    void has_no_route_and_no_path_without_a_match() {
        var exported = redacted(SpanKind.SERVER, span -> {
            span.updateName("GET /");
            span.setAttribute("http.request.method", "GET");
            span.setAttribute("http.route", "/");
            span.setAttribute("url.path", "/ada");
        });

        assertThat(exported.getName()).isEqualTo("GET");
        assertThat(exported.getAttributes().get(AttributeKey.stringKey("http.route")))
                .isNull();
        assertThat(exported.getAttributes().get(AttributeKey.stringKey("url.path")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"200, UNSET", "404, UNSET", "409, UNSET", "422, UNSET", "401, ERROR", "429, ERROR", "503, ERROR"})
    void is_an_error_when_a_call_failed_for_another_reason_than_the_request(int answer, StatusCode status) {
        var exported = redacted(SpanKind.CLIENT, span -> span.setAttribute("http.response.status_code", answer));

        assertThat(exported.getStatus().getStatusCode()).isEqualTo(status);
    }

    private SpanData redacted(SpanKind kind, Consumer<Span> content) {
        return redacted(kind, Context.root(), content);
    }

    private SpanData redacted(SpanKind kind, Context parent, Consumer<Span> content) {
        var span = provider.get("test")
                .spanBuilder("span")
                .setSpanKind(kind)
                .setParent(parent)
                .startSpan();
        content.accept(span);
        span.end();
        return new RedactedSpan(((ReadableSpan) span).toSpanData());
    }
}
