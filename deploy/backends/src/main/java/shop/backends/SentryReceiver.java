package shop.backends;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes what services send by the Sentry protocol and keeps it for a test to look at. */
public final class SentryReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Item> items = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile int status = 200;

    /**
     * One part of an envelope.
     *
     * @param envelope the header of the envelope
     * @param type {@code event}, {@code transaction}, ...
     */
    public record Item(JsonNode envelope, String type, JsonNode body) {}

    private SentryReceiver(HttpServer server) {
        this.server = server;
    }

    public static SentryReceiver start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var receiver = new SentryReceiver(server);
            server.setExecutor(receiver.threads);
            server.createContext("/api/1/envelope/", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String dsn() {
        return "http://key@localhost:" + server.getAddress().getPort() + "/1";
    }

    /** Answers with this status from now on, and keeps nothing unless it is 200. */
    public void answer(int status) {
        this.status = status;
    }

    /** What has come so far. */
    public List<Item> items(String type) {
        return items.stream().filter(item -> item.type().equals(type)).toList();
    }

    public List<JsonNode> events() {
        return items("event").stream().map(Item::body).toList();
    }

    public List<JsonNode> transactions() {
        return items("transaction").stream().map(Item::body).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        var lines = new ArrayList<byte[]>();
        try (var body = new GZIPInputStream(exchange.getRequestBody())) {
            var line = new ByteArrayOutputStream();
            for (var read = body.read(); read != -1; read = body.read()) {
                if (read == '\n') {
                    lines.add(line.toByteArray());
                    line.reset();
                } else {
                    line.write(read);
                }
            }
            lines.add(line.toByteArray());
        }
        if (status == 200) {
            keep(lines);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** A header, then for each item a header and a body: one JSON document a line, as all of ours are. */
    private void keep(List<byte[]> lines) throws IOException {
        var envelope = JSON.readTree(lines.getFirst());
        for (var i = 1; i + 1 < lines.size(); i += 2) {
            var type = JSON.readTree(lines.get(i)).path("type").asText();
            items.add(new Item(envelope, type, JSON.readTree(lines.get(i + 1))));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
