package telemetry.traces;

import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Drops CLIENT spans without a parent, before the configured sampler decides on the others.
 *
 * <p>Migrations and timers run hundreds of statements, each of which would be a trace. Statements are at least
 * recorded, because metrics are measured from their spans.
 */
@Singleton
class ClientSpanSampler implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    // The pool has metrics; a span for each connection adds nothing.
    private static final String CONNECTION_SPAN = "DataSource.getConnection";

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder telemetry) {
        telemetry.addSamplerCustomizer((configured, settings) -> new Filter(configured));
    }

    record Filter(Sampler configured) implements Sampler {

        @Override
        public SamplingResult shouldSample(
                Context parent,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> links) {
            if (name.equals(CONNECTION_SPAN)) {
                return SamplingResult.drop();
            }
            var isRootCall = kind == SpanKind.CLIENT
                    && !Span.fromContext(parent).getSpanContext().isValid();
            var decision = isRootCall
                    ? SamplingResult.drop()
                    : configured.shouldSample(parent, traceId, name, kind, attributes, links);
            var isStatement = kind == SpanKind.CLIENT && attributes.get(DB_QUERY_TEXT) != null;
            return decision.getDecision() == SamplingDecision.DROP && isStatement
                    ? SamplingResult.recordOnly()
                    : decision;
        }

        @Override
        public String getDescription() {
            return "ClientSpanSampler{" + configured.getDescription() + "}";
        }
    }
}
