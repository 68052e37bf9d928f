package shop.local.otlp;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Receives OTLP over HTTP (protobuf, optionally gzip), stores spans and log records, and forwards the spans to other
 * receivers. {@code GET /traces/{id}} returns a trace as a plain-text tree; for the front page it answers two calls as
 * Jaeger and Loki do.
 */
public final class OtlpReceiver implements AutoCloseable {
    private static final int MAX_BODY = 16 * 1024 * 1024;
    private static final int MAX_SPANS = 100_000;
    private static final int MAX_LOG_RECORDS = 20_000;
    private static final Duration QUIET = Duration.ofMillis(1_500);
    private static final Duration WHOLE_LIMIT = Duration.ofSeconds(6);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TraceStore traces = new TraceStore(MAX_SPANS);
    private final LogRecordStore logs = new LogRecordStore(MAX_LOG_RECORDS);
    private final List<OtlpForwarder> forwarders;

    private OtlpReceiver(HttpServer server, List<OtlpForwarder> forwarders) {
        this.server = server;
        this.forwarders = forwarders;
    }

    /** Listens on the loopback address. */
    public static OtlpReceiver start(int port, List<URI> forwardTo) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var receiver = new OtlpReceiver(
                    server, forwardTo.stream().map(OtlpForwarder::new).toList());
            server.createContext("/v1/traces", receiver::receiveTraces);
            server.createContext("/v1/logs", receiver::receiveLogs);
            // Accepted, so that a service that sends metrics logs no warnings.
            server.createContext("/v1/metrics", receiver::receiveOther);
            server.createContext("/traces/", receiver::show);
            server.createContext("/api/traces/", receiver::answerAsJaeger);
            server.createContext("/loki/api/v1/query_range", receiver::answerAsLoki);
            server.setExecutor(receiver.threads);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("The OTLP receiver could not listen on port " + port, e);
        }
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public TraceStore traces() {
        return traces;
    }

    public LogRecordStore logs() {
        return logs;
    }

    /** Number of requests that the other receivers did not accept. */
    public long dropped() {
        return forwarders.stream().mapToLong(OtlpForwarder::dropped).sum();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        forwarders.forEach(OtlpForwarder::close);
    }

    private void receiveTraces(HttpExchange exchange) throws IOException {
        receive(exchange, (body, encoding) -> {
            traces.add(OtlpSpans.of(ExportTraceServiceRequest.parseFrom(decoded(body, encoding))));
            forwarders.forEach(forwarder -> forwarder.forward(new OtlpForwarder.Export(body, encoding)));
        });
    }

    private void receiveLogs(HttpExchange exchange) throws IOException {
        receive(
                exchange,
                (body, encoding) -> logs.add(OtlpLogs.of(ExportLogsServiceRequest.parseFrom(decoded(body, encoding)))));
    }

    private void receiveOther(HttpExchange exchange) throws IOException {
        receive(exchange, (_, _) -> {});
    }

    private void receive(HttpExchange exchange, Reader reader) throws IOException {
        try (exchange) {
            try {
                var encoding =
                        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Encoding"), "");
                reader.read(bounded(exchange.getRequestBody()), encoding);
                // The success response is an empty message.
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            } catch (TooLarge e) {
                answer(exchange, 413, "over " + MAX_BODY + " bytes\n");
            } catch (InvalidProtocolBufferException | ZipException e) {
                answer(exchange, 400, "not OTLP: " + e.getMessage() + "\n");
            }
        }
    }

    private void show(HttpExchange exchange) throws IOException {
        try (exchange) {
            var id = exchange.getRequestURI().getPath().substring("/traces/".length());
            var trace = traces.awaitComplete(id, Set.of(), QUIET, WHOLE_LIMIT);
            if (trace.spans().isEmpty()) {
                answer(exchange, 404, "no span of trace " + id + " has arrived\n");
            } else {
                answer(exchange, 200, TraceTree.of(trace));
            }
        }
    }

    private void answerAsJaeger(HttpExchange exchange) throws IOException {
        try (exchange) {
            var id = exchange.getRequestURI().getPath().substring("/api/traces/".length());
            var trace = traces.trace(id);
            answerJson(
                    exchange,
                    trace.isPresent() ? 200 : 404,
                    trace.map(JaegerJson::of).orElse("{\"data\":null}"));
        }
    }

    private void answerAsLoki(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answerJson(exchange, 200, LokiJson.answer(logs.records(), parameters(exchange.getRequestURI())));
            } catch (IllegalArgumentException e) {
                answer(exchange, 400, e.getMessage() + "\n");
            }
        }
    }

    private static Map<String, String> parameters(URI uri) {
        return Arrays.stream(Objects.requireNonNullElse(uri.getRawQuery(), "").split("&"))
                .map(parameter -> parameter.split("=", 2))
                .filter(parameter -> parameter.length == 2)
                .collect(toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8),
                        (_, last) -> last));
    }

    /** @throws IOException if the body is not gzip or over {@value #MAX_BODY} bytes when decompressed */
    static byte[] decoded(byte[] body, String encoding) throws IOException {
        if (encoding.isEmpty() || encoding.equals("identity")) {
            return body;
        }
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return bounded(plain);
        }
    }

    private static byte[] bounded(InputStream stream) throws IOException {
        var bytes = stream.readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new TooLarge();
        }
        return bytes;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        answer(exchange, status, "text/plain; charset=utf-8", text);
    }

    private static void answerJson(HttpExchange exchange, int status, String json) throws IOException {
        answer(exchange, status, "application/json", json);
    }

    private static void answer(HttpExchange exchange, int status, String mediaType, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private interface Reader {
        void read(byte[] body, String encoding) throws IOException;
    }

    private static final class TooLarge extends IOException {}
}
