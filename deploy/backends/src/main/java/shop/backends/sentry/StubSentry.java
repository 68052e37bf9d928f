package shop.backends.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A stub Sentry server that receives envelopes, plain or gzipped, and keeps the latest. */
public final class StubSentry implements AutoCloseable {
    private static final int OK = 200;
    private static final int MAX_BODY = 16 * 1024 * 1024;
    private static final int MAX_ENVELOPES = 5_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Envelope> envelopes = new ArrayDeque<>();
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private volatile int status = OK;

    private StubSentry(HttpServer server) {
        this.server = server;
    }

    /** Listens on the loopback address at a free port. */
    public static StubSentry start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var receiver = new StubSentry(server);
            server.createContext("/api/", receiver::receive);
            server.setExecutor(receiver.threads);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("The Sentry receiver could not listen", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String dsn() {
        return dsn(port());
    }

    /** Sets the status of all further responses; envelopes are kept only if it is 200. */
    public void answer(int status) {
        this.status = status;
    }

    /** A DSN for a port, with any key and project. */
    public static String dsn(int port) {
        return "http://key@127.0.0.1:" + port + "/1";
    }

    /** Number of connections over which requests have come. */
    public int connections() {
        return clients.size();
    }

    /** The stored envelopes, in order of arrival. */
    public List<Envelope> envelopes() {
        synchronized (envelopes) {
            return List.copyOf(envelopes);
        }
    }

    /** @param type {@code event}, {@code transaction}, ... */
    public List<Envelope.Item> items(String type) {
        return envelopes().stream()
                .flatMap(envelope -> envelope.items().stream())
                .filter(item -> item.type().equals(type))
                .toList();
    }

    public List<JsonNode> events() {
        return bodies("event");
    }

    public List<JsonNode> transactions() {
        return bodies("transaction");
    }

    /** The client reports about events that services dropped. */
    public List<JsonNode> clientReports() {
        return bodies("client_report");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private List<JsonNode> bodies(String type) {
        return items(type).stream().map(Envelope.Item::body).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            clients.add(exchange.getRemoteAddress());
            if (!exchange.getRequestURI().getPath().endsWith("/envelope/")) {
                answer(exchange, 404, "{}");
                return;
            }
            try {
                var envelope = Envelope.parse(body(exchange));
                var now = status;
                if (now == OK) {
                    keep(envelope);
                }
                answer(exchange, now, "{}");
            } catch (IOException e) {
                answer(exchange, 400, "{\"detail\":\"not an envelope\"}");
            }
        }
    }

    private void keep(Envelope envelope) {
        synchronized (envelopes) {
            envelopes.add(envelope);
            if (envelopes.size() > MAX_ENVELOPES) {
                envelopes.removeFirst();
            }
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        var isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream stream =
                isPacked ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            var bytes = stream.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                throw new IOException("over " + MAX_BODY + " bytes");
            }
            return bytes;
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
