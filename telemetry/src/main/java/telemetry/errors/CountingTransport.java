package telemetry.errors;

import io.sentry.AsyncHttpTransportFactory;
import io.sentry.Hint;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.hints.Enqueable;
import io.sentry.hints.SubmissionResult;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import io.sentry.util.HintUtils;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wraps Sentry's transport to count envelopes that it loses without a report (timeouts, malformed responses, 429) and
 * to keep half of its queue for errors.
 *
 * <p>Sentry bounds the queue, and a single thread sends.
 */
final class CountingTransport implements ITransport {

    private final SentryOptions options;
    private final ITransport transport;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean isClosed;
    /** Whether Sentry reported the loss of the envelope at hand; only the sending thread uses it. */
    private boolean isReported;

    CountingTransport(SentryOptions options, RequestDetails receiver) {
        this.options = options;
        transport = new AsyncHttpTransportFactory().create(options, receiver);
        var counter = options.getOnDiscard();
        options.setOnDiscard((reason, category, count) -> {
            if (reason == DiscardReason.NETWORK_ERROR) {
                isReported = true;
            }
            counter.execute(reason, category, count);
        });
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) throws IOException {
        if (isClosed) {
            // Sentry's executor would drop it without a report.
            options.getClientReportRecorder().recordLostEnvelope(DiscardReason.QUEUE_OVERFLOW, envelope);
            return;
        }
        HintUtils.setTypeCheckHint(hint, new Submission(envelope));
        transport.send(envelope, hint);
    }

    /** False from half of the queue on, which leaves the other half to errors. */
    @Override
    public boolean isHealthy() {
        return waiting.get() < options.getMaxQueueSize() / 2;
    }

    @Override
    public void flush(long timeoutMillis) {
        transport.flush(timeoutMillis);
    }

    @Override
    public RateLimiter getRateLimiter() {
        return transport.getRateLimiter();
    }

    @Override
    public void close() throws IOException {
        close(false);
    }

    @Override
    public void close(boolean isRestarting) throws IOException {
        isClosed = true;
        transport.close(isRestarting);
    }

    /** Learns whether Sentry queues an envelope and, from the sending thread, what became of it. */
    private final class Submission implements Enqueable, SubmissionResult {

        private final Thread caller = Thread.currentThread();
        private final SentryEnvelope envelope;

        private Submission(SentryEnvelope envelope) {
            this.envelope = envelope;
        }

        @Override
        public void markEnqueued() {
            waiting.incrementAndGet();
        }

        @Override
        public void setResult(boolean isSuccess) {
            if (Thread.currentThread() == caller) {
                // Rejected by the rate limiter, which reports each rejection; never queued.
                return;
            }
            waiting.decrementAndGet();
            if (!isSuccess && !isReported) {
                var isRateLimited = getRateLimiter().isAnyRateLimitActive();
                options.getClientReportRecorder()
                        .recordLostEnvelope(
                                isRateLimited ? DiscardReason.RATELIMIT_BACKOFF : DiscardReason.NETWORK_ERROR,
                                envelope);
            }
            isReported = false;
        }

        @Override
        public boolean isSuccess() {
            return false;
        }
    }
}
