package shop.order;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Stub of user-service and inventory-service.
 *
 * <p>The user and the product of an order determine the response, so that tests share the stub without configuring it.
 */
public final class StubServices implements QuarkusTestResourceLifecycleManager {

    static final UUID SUSPENDED = UUID.fromString("00000000-0000-7000-8000-000000000001");
    static final UUID UNKNOWN = UUID.fromString("00000000-0000-7000-8000-000000000002");
    static final UUID REFUSED_BY_USER_SERVICE = UUID.fromString("00000000-0000-7000-8000-000000000004");
    static final UUID WHEN_USER_SERVICE_IS_BROKEN = UUID.fromString("00000000-0000-7000-8000-000000000003");

    static final UUID WHEN_USER_SERVICE_IS_SLOW = UUID.fromString("00000000-0000-7000-8000-000000000005");

    static final String KETTLE = "kettle";
    static final String SOLD_OUT = "sold-out";
    static final String NO_SUCH_PRODUCT = "no-such-product";
    static final String GIVEN_UP = "given-up";
    static final String WHEN_TOKENS_END = "when-tokens-end";
    static final String WHEN_TOKENS_HANG = "when-tokens-hang";
    static final String WHEN_INVENTORY_IS_BROKEN = "broken";
    static final String WHEN_INVENTORY_HANGS = "hanging";
    static final String WHEN_INVENTORY_IS_SLOW = "slow";

    /** Below the read timeouts of the clients. */
    private static final Duration SLOW = Duration.ofMillis(1_100);

    private static final BigDecimal PRICE = new BigDecimal("19.90");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STATUS = Pattern.compile("answers-(\\d{3})");

    private final AtomicInteger tokenFailures = new AtomicInteger();
    private final AtomicBoolean tokenHangs = new AtomicBoolean();
    private final Map<String, String> baggage = new ConcurrentHashMap<>();
    private HttpServer server;
    private ExecutorService threads;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/oauth/token", this::token);
        server.createContext("/users/", withToken(this::user));
        server.createContext("/reservations", withToken(this::reservation));
        server.createContext("/test/baggage", exchange -> answer(exchange, 200, baggage));
        server.start();
        var port = server.getAddress().getPort();
        // Two names of one host, so that they count as two services.
        return Map.of(
                "quarkus.rest-client.user-service.url", "http://localhost:" + port,
                "quarkus.rest-client.inventory-service.url", "http://127.0.0.1:" + port);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static HttpHandler withToken(HttpHandler handler) {
        return exchange -> {
            if ("Bearer stub-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                handler.handle(exchange);
            } else {
                answer(exchange, 401, Map.of());
            }
        };
    }

    /** A product whose reservation is answered with this status. */
    static String answers(int status) {
        return "answers-" + status;
    }

    private void token(HttpExchange exchange) throws IOException {
        if (tokenHangs.getAndSet(false)) {
            return;
        }
        if (tokenFailures.getAndUpdate(failures -> Math.max(0, failures - 1)) > 0) {
            answer(exchange, 503, Map.of());
            return;
        }
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var expected = Set.of(
                "grant_type=client_credentials", "client_id=order-service", "client_secret=order-service-secret");
        if (Set.of(form.split("&")).equals(expected)) {
            answer(exchange, 200, Map.of("access_token", "stub-token", "token_type", "Bearer", "expires_in", 900));
        } else {
            answer(exchange, 401, Map.of("error", "invalid_client"));
        }
    }

    private void user(HttpExchange exchange) throws IOException {
        var id = UUID.fromString(exchange.getRequestURI().getPath().substring("/users/".length()));
        baggage.put(id.toString(), String.join(",", exchange.getRequestHeaders().getOrDefault("Baggage", List.of())));
        if (id.equals(WHEN_USER_SERVICE_IS_BROKEN)) {
            answer(exchange, 500, Map.of());
        } else if (id.equals(REFUSED_BY_USER_SERVICE)) {
            answer(exchange, 431, Map.of());
        } else if (id.equals(UNKNOWN)) {
            answer(exchange, 404, Map.of("type", "urn:shop:problem:not-found"));
        } else {
            answer(
                    exchange,
                    200,
                    Map.of("id", id, "status", id.equals(SUSPENDED) ? "SUSPENDED" : "ACTIVE", "name", "B"),
                    id.equals(WHEN_USER_SERVICE_IS_SLOW));
        }
    }

    private void reservation(HttpExchange exchange) throws IOException {
        var request = JSON.readTree(exchange.getRequestBody());
        var lines = new ArrayList<Map<String, Object>>();
        for (var line : request.get("lines")) {
            var product = line.get("productId").asText();
            var status = STATUS.matcher(product);
            if (status.matches()) {
                answer(exchange, Integer.parseInt(status.group(1)), Map.of());
                return;
            }
            switch (product) {
                case WHEN_TOKENS_END -> {
                    tokenFailures.incrementAndGet();
                    answer(exchange, 401, Map.of());
                    return;
                }
                case WHEN_TOKENS_HANG -> {
                    tokenHangs.set(true);
                    answer(exchange, 401, Map.of());
                    return;
                }
                case GIVEN_UP -> {
                    answer(exchange, 409, Map.of("type", "urn:shop:problem:reservation-conflict"));
                    return;
                }
                case SOLD_OUT -> {
                    var shortage = Map.of("productId", SOLD_OUT, "requested", line.get("quantity"), "available", 0);
                    answer(
                            exchange,
                            409,
                            Map.of("type", "urn:shop:problem:insufficient-stock", "shortages", List.of(shortage)));
                    return;
                }
                case NO_SUCH_PRODUCT -> {
                    answer(
                            exchange,
                            422,
                            Map.of("type", "urn:shop:problem:unknown-product", "detail", "There is none."));
                    return;
                }
                case WHEN_INVENTORY_IS_BROKEN -> {
                    answer(exchange, 500, Map.of());
                    return;
                }
                case WHEN_INVENTORY_HANGS -> {
                    return;
                }
                default -> lines.add(Map.of("productId", line.get("productId"), "unitPrice", PRICE));
            }
        }
        var isSlow = request.get("lines").get(0).get("productId").asText().equals(WHEN_INVENTORY_IS_SLOW);
        answer(exchange, 201, Map.of("status", "HELD", "lines", lines, "currency", "EUR"), isSlow);
    }

    private static void answer(HttpExchange exchange, int status, Object body, boolean isSlow) throws IOException {
        if (!isSlow) {
            answer(exchange, status, body);
            return;
        }
        CompletableFuture.delayedExecutor(SLOW.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    try {
                        answer(exchange, status, body);
                    } catch (IOException e) {
                        // The caller has given up.
                        exchange.close();
                    }
                });
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
