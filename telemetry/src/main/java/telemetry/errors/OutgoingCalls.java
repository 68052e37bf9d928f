package telemetry.errors;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.sentry.Breadcrumb;
import io.sentry.SentryLevel;
import jakarta.inject.Singleton;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Remembers a request's calls to other processes, which are the breadcrumbs of its events. */
@Singleton
class OutgoingCalls implements SpanProcessor {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> DATABASE_FORMERLY = AttributeKey.stringKey("db.system");

    private static final int MOST_SPANS = 10_000;

    private final Map<String, Work> works = new ConcurrentHashMap<>();
    private final boolean on;

    OutgoingCalls(SentrySettings settings) {
        on = settings.dsn().isPresent();
    }

    /** What is known of a call by now; one that failed may not have ended yet. */
    static Breadcrumb breadcrumb(ReadableSpan call) {
        var span = call.toSpanData();
        var breadcrumb = new Breadcrumb(new Date(TimeUnit.NANOSECONDS.toMillis(span.getStartEpochNanos())));
        breadcrumb.setCategory(category(call));
        breadcrumb.setMessage(span.getName());
        breadcrumb.setLevel(
                span.getStatus().getStatusCode() == StatusCode.ERROR ? SentryLevel.ERROR : SentryLevel.INFO);
        breadcrumb.setData("duration_ms", TimeUnit.NANOSECONDS.toMillis(call.getLatencyNanos()));
        if (call.getAttribute(URL) != null) {
            breadcrumb.setType("http");
            breadcrumb.setData("url", call.getAttribute(URL));
            breadcrumb.setData("method", call.getAttribute(METHOD));
            Optional.ofNullable(call.getAttribute(STATUS))
                    .ifPresent(status -> breadcrumb.setData("status_code", status));
        }
        return breadcrumb;
    }

    private static String category(ReadableSpan call) {
        if (call.getAttribute(URL) != null) {
            return "http";
        }
        var database = Optional.ofNullable(call.getAttribute(DATABASE)).orElse(call.getAttribute(DATABASE_FORMERLY));
        return "redis".equals(database) ? "redis" : "query";
    }

    /** The request that a span belongs to, so that the spans below it do too. */
    void belongs(String spanId, Work work) {
        if (works.size() < MOST_SPANS) {
            works.put(spanId, work);
        }
    }

    /** A call may start on whatever thread its connection has; then only its parent tells what it is a part of. */
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        var work = Work.isStep()
                ? Work.current()
                : works.get(Span.fromContext(parent).getSpanContext().getSpanId());
        if (work == null && span.getKind() != SpanKind.SERVER && Work.isKnown()) {
            work = Work.current();
        }
        if (work == null) {
            return;
        }
        if (span.getKind() == SpanKind.CLIENT) {
            work.called(span);
        } else {
            belongs(span.getSpanContext().getSpanId(), work);
        }
    }

    @Override
    public boolean isStartRequired() {
        return on;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        works.remove(span.getSpanContext().getSpanId());
    }

    @Override
    public boolean isEndRequired() {
        return on;
    }
}
