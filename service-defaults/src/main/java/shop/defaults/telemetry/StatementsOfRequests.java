package shop.defaults.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Drops statements that belong to no request or business step, before the configured sampler is asked.
 *
 * <p>Migrations and timers run hundreds of them, and each would be a trace of its own that hides the others.
 */
@Singleton
class StatementsOfRequests implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

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
            var isRoot = !Span.fromContext(parent).getSpanContext().isValid();
            if (isRoot && (kind == SpanKind.CLIENT || name.equals(CONNECTION_SPAN))) {
                return SamplingResult.drop();
            }
            return configured.shouldSample(parent, traceId, name, kind, attributes, links);
        }

        @Override
        public String getDescription() {
            return "StatementsOfRequests{" + configured.getDescription() + "}";
        }
    }
}
