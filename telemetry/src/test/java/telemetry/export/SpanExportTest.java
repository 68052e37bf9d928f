package telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.opentelemetry.runtime.config.runtime.BatchSpanProcessorConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanExportTest {

    private static final int BOUND = 8;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Receiver receiver = new Receiver();
    private final SpanProcessor queue = SpanExport.bounded(receiver, new Limits(), meters);
    private SdkTracerProvider provider =
            SdkTracerProvider.builder().addSpanProcessor(queue).build();

    @AfterEach
    void close() {
        receiver.answer(true);
        provider.close();
    }

    @Test
    void counts_exported_spans() {
        receiver.answer(true);

        end(3);
        flush();

        assertThat(receiver.spans).hasSize(3);
        assertThat(count("otel.sdk.exporter.span.exported", "")).isEqualTo(3);
        assertThat(waiting()).isZero();
    }

    @Test
    void counts_failed_exports() {
        receiver.answer(false);

        end(3);
        flush();

        assertThat(count("otel.sdk.exporter.span.exported", "export_failed")).isEqualTo(3);
        assertThat(waiting()).isZero();
    }

    @Test
    void drops_and_counts_spans_when_the_queue_is_full() {
        end(BOUND + 5);

        assertThat(count("otel.sdk.processor.span.processed", "queue_full")).isEqualTo(5);
        assertThat(waiting()).isEqualTo(BOUND);
    }

    @Test
    void accepts_spans_again_after_an_export() {
        end(BOUND + 5);
        receiver.answer(true);
        flush();

        end(2);
        flush();

        assertThat(receiver.spans).hasSize(BOUND + 2);
        assertThat(count("otel.sdk.processor.span.processed", "queue_full")).isEqualTo(5);
    }

    @Test
    void ignores_spans_that_are_not_sampled() {
        provider.close();
        provider = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOff())
                .addSpanProcessor(queue)
                .build();

        end(3);

        assertThat(waiting()).isZero();
    }

    @Test
    void exports_the_exception_of_a_failure_but_not_of_a_refusal() {
        receiver.answer(true);
        var refused =
                tracer().spanBuilder("refused").setSpanKind(SpanKind.SERVER).startSpan();
        refused.recordException(new IllegalArgumentException("quotes the request"));
        refused.end();
        var failed = tracer().spanBuilder("failed").setSpanKind(SpanKind.SERVER).startSpan();
        failed.recordException(new IllegalStateException("broke"));
        failed.setStatus(StatusCode.ERROR);
        failed.end();

        flush();

        assertThat(receiver.spans)
                .extracting(SpanData::getName, span -> span.getEvents().size(), SpanData::getTotalRecordedEvents)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("refused", 0, 0),
                        org.assertj.core.groups.Tuple.tuple("failed", 1, 1));
    }

    private void end(int spans) {
        for (var i = 0; i < spans; i++) {
            tracer().spanBuilder("span").startSpan().end();
        }
    }

    private Tracer tracer() {
        return provider.get("test");
    }

    /** The SDK takes a flush that follows another closely for the same, so one may not be enough. */
    private void flush() {
        await().until(() -> {
            queue.forceFlush().join(5, TimeUnit.SECONDS);
            return waiting() == 0;
        });
    }

    private double count(String name, String error) {
        return meters.get(name).tag("error_type", error).counter().count();
    }

    private double waiting() {
        return meters.get("otel.sdk.processor.span.queue.size").gauge().value();
    }

    private record Limits() implements BatchSpanProcessorConfig {

        @Override
        public Duration scheduleDelay() {
            return Duration.ofHours(1);
        }

        @Override
        public Integer maxQueueSize() {
            return BOUND;
        }

        @Override
        public Integer maxExportBatchSize() {
            return BOUND;
        }

        @Override
        public Duration exportTimeout() {
            return Duration.ofSeconds(5);
        }
    }

    /** Accepts spans and completes their export later. */
    private static final class Receiver implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();
        private final CompletableResultCode answer = new CompletableResultCode();

        void answer(boolean takes) {
            if (takes) {
                answer.succeed();
            } else {
                answer.fail();
            }
        }

        @Override
        public synchronized CompletableResultCode export(Collection<SpanData> batch) {
            spans.addAll(batch);
            return answer;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
