package telemetry.traces;

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
 * Keeps calls that belong to no request or business step out of the traces, before the configured sampler is asked.
 *
 * <p>Migrations and timers run hundreds of statements, and each would be a trace of its own that hides the others. A
 * statement that is not sampled is still recorded, because {@link telemetry.metrics.StatementMetrics} times all.
 */
@Singleton
class StatementsOfRequests implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    // The pool's metrics tell more of it than a span of every connection that is taken.
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
            if (kind != SpanKind.CLIENT) {
                return configured.shouldSample(parent, traceId, name, kind, attributes, links);
            }
            var isRoot = !Span.fromContext(parent).getSpanContext().isValid();
            var decision = isRoot
                    ? SamplingResult.drop()
                    : configured.shouldSample(parent, traceId, name, kind, attributes, links);
            var isStatement = attributes.get(DatabaseAttributes.QUERY_TEXT) != null;
            return decision.getDecision() == SamplingDecision.DROP && isStatement
                    ? SamplingResult.recordOnly()
                    : decision;
        }

        @Override
        public String getDescription() {
            return "StatementsOfRequests{" + configured.getDescription() + "}";
        }
    }
}
