package telemetry.errors;

import io.sentry.DateUtils;
import io.sentry.Hint;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Sends envelopes to Sentry, one after the other over a connection that stays open, and counts all that it loses.
 *
 * <p>Half of its queue is kept for errors. Sentry's own transport opens a connection for each envelope, and reports no
 * loss for a timeout, a malformed response or 429.
 */
final class EnvelopeTransport implements ITransport {

    private static final int TOO_MANY_REQUESTS = 429;
    // A response has an ID; one that goes on is not worth its connection.
    private static final int MOST_BYTES = 4_096;

    private final SentryOptions options;
    private final RequestDetails receiver;
    private final RateLimiter rateLimiter;
    private final int capacity;
    /** Free places for envelopes, of which the one being sent takes one. */
    private final Semaphore places;

    private final BlockingQueue<SentryEnvelope> queue = new LinkedBlockingQueue<>();
    private final Thread sender;
    private volatile boolean isClosed;

    EnvelopeTransport(SentryOptions options, RequestDetails receiver) {
        this.options = options;
        this.receiver = receiver;
        this.rateLimiter = new RateLimiter(options);
        this.capacity = options.getMaxQueueSize();
        this.places = new Semaphore(capacity);
        // Virtual, because an interrupt then ends what it waits for.
        this.sender = Thread.ofVirtual().name("sentry-transport").start(this::sendAll);
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) {
        // Reports what it removes.
        var allowed = rateLimiter.filter(envelope, hint);
        if (allowed == null) {
            return;
        }
        if (isClosed || !places.tryAcquire()) {
            lost(DiscardReason.QUEUE_OVERFLOW, allowed);
            return;
        }
        queue.add(allowed);
        if (isClosed) {
            dropQueue();
        }
    }

    /** Whether an envelope would be lost now. */
    boolean isFull() {
        return places.availablePermits() == 0;
    }

    /** False from half of the queue on, which leaves the other half to errors. */
    @Override
    public boolean isHealthy() {
        return capacity - places.availablePermits() < capacity / 2;
    }

    @Override
    public void flush(long timeoutMillis) {
        try {
            if (places.tryAcquire(capacity, timeoutMillis, TimeUnit.MILLISECONDS)) {
                places.release(capacity);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public RateLimiter getRateLimiter() {
        return rateLimiter;
    }

    @Override
    public void close() throws IOException {
        close(false);
    }

    @Override
    public void close(boolean isRestarting) throws IOException {
        isClosed = true;
        sender.interrupt();
        dropQueue();
        rateLimiter.close();
    }

    private void dropQueue() {
        for (var envelope = queue.poll(); envelope != null; envelope = queue.poll()) {
            lost(DiscardReason.QUEUE_OVERFLOW, envelope);
            places.release();
        }
    }

    private void lost(DiscardReason reason, SentryEnvelope envelope) {
        options.getClientReportRecorder().recordLostEnvelope(reason, envelope);
    }

    private void sendAll() {
        try {
            while (true) {
                var envelope = queue.take();
                try {
                    deliver(options.getClientReportRecorder().attachReportToEnvelope(envelope));
                } finally {
                    places.release();
                }
            }
        } catch (InterruptedException closed) {
            // Ends.
        }
    }

    private void deliver(SentryEnvelope envelope) {
        try {
            envelope.getHeader().setSentAt(DateUtils.getCurrentDateTime());
            var status = post(envelope);
            if (status == TOO_MANY_REQUESTS) {
                lost(DiscardReason.RATELIMIT_BACKOFF, envelope);
            } else if (status < 200 || status > 299) {
                lost(DiscardReason.NETWORK_ERROR, envelope);
            }
        } catch (IOException | RuntimeException e) {
            lost(DiscardReason.NETWORK_ERROR, envelope);
        }
    }

    /** @return the status of the response; -1 if it is malformed */
    private int post(SentryEnvelope envelope) throws IOException {
        var connection = (HttpURLConnection) receiver.getUrl().openConnection();
        try {
            connection.setConnectTimeout(options.getConnectionTimeoutMillis());
            connection.setReadTimeout(options.getReadTimeoutMillis());
            // It would be followed with GET.
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            receiver.getHeaders().forEach(connection::setRequestProperty);
            connection.setRequestProperty("Content-Type", "application/x-sentry-envelope");
            connection.setRequestProperty("Content-Encoding", "gzip");
            connection.setRequestProperty("Accept", "application/json");
            try (var body = new GZIPOutputStream(connection.getOutputStream())) {
                options.getSerializer().serialize(envelope, body);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
            var status = connection.getResponseCode();
            rateLimiter.updateRetryAfterLimits(
                    connection.getHeaderField("X-Sentry-Rate-Limits"),
                    connection.getHeaderField("Retry-After"),
                    status);
            keep(connection, status);
            return status;
        } catch (IOException e) {
            connection.disconnect();
            throw e;
        }
    }

    /** Reads the response, whose connection is used again then. */
    private static void keep(HttpURLConnection connection, int status) throws IOException {
        try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (body != null && body.readNBytes(MOST_BYTES).length == MOST_BYTES) {
                connection.disconnect();
            }
        }
    }
}
