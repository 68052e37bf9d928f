package telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.semconv.DbAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientSpanSamplerTest {

    private static final Context NO_REQUEST = Context.root();
    private static final Context REQUEST = NO_REQUEST.with(Span.wrap(SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault())));

    private final Sampler sampler = new ClientSpanSampler.Filter(Sampler.alwaysOn());

    @Test
    void follows_the_configured_sampler_in_a_request() {
        assertThat(statement(sampler, REQUEST)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @Test
    void records_a_statement_without_a_request() {
        assertThat(statement(sampler, NO_REQUEST)).isEqualTo(SamplingDecision.RECORD_ONLY);
    }

    @Test
    void records_a_statement_of_a_request_that_is_not_sampled() {
        var none = new ClientSpanSampler.Filter(Sampler.alwaysOff());

        assertThat(statement(none, REQUEST)).isEqualTo(SamplingDecision.RECORD_ONLY);
    }

    @Test
    void drops_spans_of_connections() {
        assertThat(decision(REQUEST, "DataSource.getConnection", SpanKind.INTERNAL))
                .isEqualTo(SamplingDecision.DROP);
    }

    @Test
    void drops_other_calls_without_a_request() {
        assertThat(decision(NO_REQUEST, "GET", SpanKind.CLIENT)).isEqualTo(SamplingDecision.DROP);
    }

    @Test
    void leaves_requests_and_business_steps_to_the_configured_sampler() {
        assertThat(decision(NO_REQUEST, "POST /orders", SpanKind.SERVER)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
        assertThat(decision(NO_REQUEST, "abandon order", SpanKind.INTERNAL))
                .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    private static SamplingDecision statement(Sampler sampler, Context parent) {
        var attributes = Attributes.of(DbAttributes.DB_QUERY_TEXT, "select * from orders");
        return sampler.shouldSample(
                        parent,
                        "0af7651916cd43dd8448eb211c80319c",
                        "SELECT orders",
                        SpanKind.CLIENT,
                        attributes,
                        List.of())
                .getDecision();
    }

    private SamplingDecision decision(Context parent, String name, SpanKind kind) {
        return sampler.shouldSample(
                        parent, "0af7651916cd43dd8448eb211c80319c", name, kind, Attributes.empty(), List.of())
                .getDecision();
    }
}
