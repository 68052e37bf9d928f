package telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusinessSpansTest {

    private final List<SpanData> ended = new ArrayList<>();
    private final BusinessSpans spans = new BusinessSpans(
            SdkTracerProvider.builder().addSpanProcessor(new Ended()).build().get("test"));

    @Test
    void a_span_ends_with_the_future_of_its_step() {
        Promise<String> answer = Promise.promise();

        var step = spans.callAsync("fetch", _ -> answer.future());
        assertThat(ended).isEmpty();
        answer.complete("found");

        assertThat(step.result()).isEqualTo("found");
        assertThat(ended).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("fetch");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void a_failed_future_is_an_error_of_its_span() {
        assertIsError(spans.callAsync("fetch", _ -> Future.failedFuture(new IllegalStateException("down"))));
    }

    @Test
    void a_step_that_throws_is_an_error_of_its_span() {
        assertIsError(spans.callAsync("fetch", _ -> {
            throw new IllegalStateException("down");
        }));
    }

    private void assertIsError(Future<Object> step) {
        assertThat(step.cause()).hasMessage("down");
        assertThat(ended).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getEvents()).singleElement().extracting("name").isEqualTo("exception");
        });
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    private final class Ended implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
