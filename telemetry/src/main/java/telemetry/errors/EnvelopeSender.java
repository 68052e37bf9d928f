package telemetry.errors;

import io.sentry.Hint;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;

/**
 * Sends envelopes beside the work that they come from: so many may wait, so many are under way, each for so long.
 *
 * <p>Whatever is not taken is counted, also where the receiver says nothing or nonsense, which Sentry's own transport
 * leaves out.
 */
final class EnvelopeSender implements ITransport {

    static final int MOST_WAITING = 100;

    private static final int AT_ONCE = 4;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final int TOO_MANY_REQUESTS = 429;
    // A transaction is smaller, and there are many: little is saved by compressing each.
    private static final int WORTH_COMPRESSING = 8 * 1024;

    private final SentryOptions options;
    private final RequestDetails receiver;
    private final RateLimiter limits;
    private final Duration limit;
    private final Semaphore places = new Semaphore(MOST_WAITING, true);
    private final Semaphore connections = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    /** @param limit how long one envelope may take, from the connection to the end of the answer */
    EnvelopeSender(SentryOptions options, RequestDetails receiver, Duration limit) {
        this.options = options;
        this.receiver = receiver;
        this.limits = new RateLimiter(options);
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .executor(threads)
                .build();
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) {
        if (!places.tryAcquire()) {
            lost(envelope, DiscardReason.QUEUE_OVERFLOW);
            return;
        }
        try {
            threads.execute(() -> takeTurn(envelope, hint));
        } catch (RejectedExecutionException closed) {
            places.release();
            lost(envelope, DiscardReason.QUEUE_OVERFLOW);
        }
    }

    private void takeTurn(SentryEnvelope envelope, Hint hint) {
        try {
            connections.acquire();
            try {
                deliver(envelope, hint);
            } finally {
                connections.release();
            }
        } catch (InterruptedException e) {
            lost(envelope, DiscardReason.NETWORK_ERROR);
        } finally {
            places.release();
        }
    }

    private void deliver(SentryEnvelope envelope, Hint hint) throws InterruptedException {
        // Counts what it takes away.
        var allowed = limits.filter(envelope, hint);
        if (allowed == null) {
            return;
        }
        var reporting = options.getClientReportRecorder().attachReportToEnvelope(allowed);
        try {
            var answer = post(reporting);
            limits.updateRetryAfterLimits(
                    answer.headers().firstValue("X-Sentry-Rate-Limits").orElse(null),
                    answer.headers().firstValue("Retry-After").orElse(null),
                    answer.statusCode());
            if (answer.statusCode() == TOO_MANY_REQUESTS) {
                lost(reporting, DiscardReason.RATELIMIT_BACKOFF);
            } else if (answer.statusCode() / 100 != 2) {
                lost(reporting, DiscardReason.NETWORK_ERROR);
            }
        } catch (IOException | RuntimeException e) {
            lost(reporting, DiscardReason.NETWORK_ERROR);
        }
    }

    private HttpResponse<Void> post(SentryEnvelope envelope) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(receiver.getUrl().toString()))
                .header("Content-Type", "application/x-sentry-envelope")
                .header("Accept", "application/json");
        var bytes = bytes(envelope);
        if (bytes.length < WORTH_COMPRESSING) {
            request.POST(BodyPublishers.ofByteArray(bytes));
        } else {
            request.header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(compressed(bytes)));
        }
        receiver.getHeaders().forEach(request::setHeader);
        var answer = http.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } finally {
            answer.cancel(true);
        }
    }

    private byte[] bytes(SentryEnvelope envelope) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            options.getSerializer().serialize(envelope, bytes);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    /** Counts each item by its kind; what a report of losses told, the next one tells again. */
    private void lost(SentryEnvelope envelope, DiscardReason reason) {
        options.getClientReportRecorder().recordLostEnvelope(reason, envelope);
    }

    /** False where what is sent now has little chance. */
    @Override
    public boolean isHealthy() {
        return places.availablePermits() > MOST_WAITING / 2 && !limits.isAnyRateLimitActive();
    }

    @Override
    public void flush(long timeoutMillis) {
        try {
            if (places.tryAcquire(MOST_WAITING, timeoutMillis, TimeUnit.MILLISECONDS)) {
                places.release(MOST_WAITING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public RateLimiter getRateLimiter() {
        return limits;
    }

    @Override
    public void close() throws IOException {
        close(false);
    }

    @Override
    public void close(boolean isRestarting) throws IOException {
        limits.close();
        threads.shutdownNow();
        http.shutdownNow();
    }
}
