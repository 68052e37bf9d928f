package shop.frontend;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All services, their management ports and all programs of the stack at one address; keeps what it receives. */
final class StubShop implements AutoCloseable {

    static final String CUSTOMER_ID = "0199f3a4-0000-7000-8000-000000000001";
    static final String OPERATOR_ID = "0199f3a4-0000-7000-8000-000000000002";
    static final String CUSTOMER = token(CUSTOMER_ID, "customer");
    static final String OPERATOR = token(OPERATOR_ID, "operator");

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    /** @param status 0 closes the connection, -1 never answers */
    record Reply(int status, Map<String, String> headers, String body) {}

    private static final Reply STALLED = new Reply(200, Map.of(), "");

    record Received(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(",", header.getValue()))
                    .findFirst()
                    .orElse(null);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** A span as it was exported. */
    record Exported(Map<String, String> resource, Span span) {

        String service() {
            return resource.get("service.name");
        }

        String traceId() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        Map<String, String> attributes() {
            return texts(span.getAttributesList());
        }
    }

    StubShop() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        reset();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Forgets what it has received and learnt; accounts and an empty shelf remain. */
    void reset() {
        received.clear();
        replies.clear();
        user(CUSTOMER_ID, "Ada", "ada@shop.example");
        user(OPERATOR_ID, "Operator", "somebody@shop.example");
    }

    private void user(String id, String name, String email) {
        var user = "{\"id\": \"%s\", \"name\": \"%s\", \"email\": \"%s\"}";
        reply("GET /users/" + id, 200, user.formatted(id, name, email));
    }

    void reply(String methodAndPath, int status, String body) {
        reply(methodAndPath, status, Map.of("Content-Type", "application/json"), body);
    }

    void reply(String methodAndPath, int status, Map<String, String> headers, String body) {
        replies.put(methodAndPath, new Reply(status, headers, body));
    }

    /** Begins responses, and does not end them. */
    void stall(String methodAndPath) {
        replies.put(methodAndPath, STALLED);
    }

    /** Answers sign-ins with this token. */
    void issue(String token) {
        reply("POST /oauth/token", 200, "{\"access_token\": \"" + token + "\", \"expires_in\": 900}");
    }

    List<Received> received(String methodAndPath) {
        return received.stream()
                .filter(request -> (request.method() + " " + request.path()).equals(methodAndPath))
                .toList();
    }

    List<Exported> spans() {
        return received("POST /v1/traces").stream()
                .flatMap(request -> resourceSpans(request.body()))
                .flatMap(spans -> spans.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span -> new Exported(texts(spans.getResource().getAttributesList()), span)))
                .toList();
    }

    List<Exported> spans(String traceId) {
        return spans().stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            received.add(new Received(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestURI().getRawQuery(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes()));
            var reply = replies.getOrDefault(
                    exchange.getRequestMethod() + " " + path,
                    new Reply(path.startsWith("/v1/") ? 200 : 404, Map.of(), ""));
            if (reply.status() == 0) {
                return;
            }
            if (reply.status() < 0) {
                awaitClose();
                return;
            }
            if (reply == STALLED) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                awaitClose();
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Answers nothing while the test lasts. */
    private void awaitClose() {
        synchronized (replies) {
            try {
                replies.wait();
            } catch (InterruptedException _) {
                // The server closes.
            }
        }
    }

    private static Stream<ResourceSpans> resourceSpans(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream();
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, attribute -> {
            var value = attribute.getValue();
            return switch (value.getValueCase()) {
                case STRING_VALUE -> value.getStringValue();
                case INT_VALUE -> String.valueOf(value.getIntValue());
                case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
                case BOOL_VALUE -> String.valueOf(value.getBoolValue());
                default -> value.toString();
            };
        }));
    }

    private static String token(String userId, String role) {
        var claims = "{\"sub\": \"" + userId + "\", \"groups\": [\"" + role + "\"], \"exp\": 4102444800}";
        return "eyJhbGciOiJFUzI1NiJ9."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2lnbmF0dXJl";
    }
}
