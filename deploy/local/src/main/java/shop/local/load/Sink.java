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

/** Takes whatever is sent to it by HTTP, as cheaply as can be, and counts it. */
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

    /** One that forgets what it takes. */
    public static Sink start() {
        return start((_, _) -> {});
    }

    /** One that shows each body to a reader before it answers; listens on this machine only. */
    public static Sink start(Reader reader) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var sink = new Sink(server, reader);
            server.createContext("/", sink::take);
            server.setExecutor(sink.threads);
            server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException("A receiver could not be started", e);
        }
    }

    /** Its host and port. */
    public String authority() {
        return "localhost:" + server.getAddress().getPort();
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

    /** Whoever wants to know what came. */
    @FunctionalInterface
    public interface Reader {

        /** @param encoding its content encoding, empty for none */
        void read(byte[] body, String encoding) throws IOException;
    }
}
