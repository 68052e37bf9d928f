package telemetry.errors;

import io.sentry.AsyncHttpTransportFactory;
import io.sentry.Hint;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.hints.SubmissionResult;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import io.sentry.util.HintUtils;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sentry's own transport, which also counts what it loses without a report (timeouts, malformed responses and 429) and
 * knows how full its queue is.
 *
 * <p>Its queue is bounded, and a single thread sends.
 */
final class CountingTransport implements ITransport {

    private final SentryOptions options;
    private final ITransport transport;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean isReported;

    CountingTransport(SentryOptions options, RequestDetails receiver) {
        this.options = options;
        transport = new AsyncHttpTransportFactory().create(options, receiver);
        var counter = options.getOnDiscard();
        options.setOnDiscard((reason, category, count) -> {
            isReported |= reason == DiscardReason.NETWORK_ERROR;
            counter.execute(reason, category, count);
        });
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) throws IOException {
        if (waiting.incrementAndGet() > options.getMaxQueueSize()) {
            waiting.decrementAndGet();
            options.getClientReportRecorder().recordLostEnvelope(DiscardReason.QUEUE_OVERFLOW, envelope);
            return;
        }
        HintUtils.setTypeCheckHint(hint, new Submission(envelope));
        transport.send(envelope, hint);
    }

    /** False from half of the queue on, which leaves the other half to errors. */
    @Override
    public boolean isHealthy() {
        return waiting.get() < options.getMaxQueueSize() / 2 && transport.isHealthy();
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
        transport.close();
    }

    @Override
    public void close(boolean isRestarting) throws IOException {
        transport.close(isRestarting);
    }

    /** Receives the result from the sending thread, after Sentry's own report of a loss if there is one. */
    private final class Submission implements SubmissionResult {

        private final Thread caller = Thread.currentThread();
        private final SentryEnvelope envelope;

        private Submission(SentryEnvelope envelope) {
            this.envelope = envelope;
        }

        @Override
        public void setResult(boolean isSuccess) {
            waiting.decrementAndGet();
            if (Thread.currentThread() == caller) {
                // Rejected by the rate limiter, which reports each rejection.
                return;
            }
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
