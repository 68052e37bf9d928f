package shop.local.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** An HTTP server that accepts and counts all requests, at low cost. */
public final class Sink implements AutoCloseable {
    private final HttpServer server;
    private final Reader reader;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private Sink(HttpServer server, Reader reader) {
        this.server = server;
        this.reader = reader;
    }

    /** Starts a sink that discards the bodies. */
    public static Sink start() {
        return start((_, _) -> {});
    }

    /** Starts a sink that passes each body to a reader before it responds; listens on the loopback address. */
    public static Sink start(Reader reader) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var sink = new Sink(server, reader);
            server.createContext("/", sink::take);
            server.setExecutor(sink.threads);
            server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a receiver", e);
        }
    }

    /** Its host and port. */
    public String authority() {
        return "localhost:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public long requests() {
        return requests.sum();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d requests, %.1f MB", requests.sum(), bytes.sum() / 1e6);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            requests.increment();
            bytes.add(body.length);
            var encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
            reader.read(body, Objects.requireNonNullElse(encoding, ""));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** Receives the bodies. */
    @FunctionalInterface
    public interface Reader {

        /** @param encoding its content encoding, empty for none */
        void read(byte[] body, String encoding) throws IOException;
    }
}
