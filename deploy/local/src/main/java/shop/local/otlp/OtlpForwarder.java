package shop.local.otlp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Forwards OTLP requests to another receiver; drops and counts those that it does not accept in time. */
final class OtlpForwarder implements AutoCloseable {
    private static final int QUEUE_LENGTH = 1_000;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final BlockingQueue<Export> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread sender;

    /** @param endpoint the base URL: {@code /v1/traces} is added */
    OtlpForwarder(URI endpoint) {
        this.endpoint = endpoint;
        this.sender = Thread.ofVirtual().name("otlp-forwarder").start(this::send);
    }

    void forward(Export export) {
        if (!queue.offer(export)) {
            dropped.incrementAndGet();
        }
    }

    long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        sender.interrupt();
        http.shutdownNow();
    }

    private void send() {
        try {
            while (true) {
                send(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Export export) throws InterruptedException {
        var request = HttpRequest.newBuilder(endpoint.resolve("/v1/traces"))
                .timeout(RESPONSE_TIMEOUT)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(export.body()));
        if (!export.encoding().isEmpty()) {
            request.header("Content-Encoding", export.encoding());
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() / 100 != 2) {
                dropped.incrementAndGet();
            }
        } catch (IOException e) {
            dropped.incrementAndGet();
        }
    }

    /**
     * The body of a request as received.
     *
     * @param encoding its content encoding, empty for none
     */
    record Export(byte[] body, String encoding) {}
}
