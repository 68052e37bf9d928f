package shop.local.shop;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import shop.local.program.Http;

/** HTTP client of the shop. */
public final class ShopClient implements AutoCloseable {
    /** The baggage of a request whose trace Jaeger keeps. */
    public static final String KEEP_TRACE = "shop.debug=true";

    /** The media type with which Prometheus asks for exemplars. */
    public static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0,*/*;q=0.1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private final Shop shop;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public ShopClient(Shop shop) {
        this.shop = shop;
    }

    public Response register(Account account, String name) {
        return post(
                Service.USER,
                "/users",
                "",
                Map.of("email", account.name(), "name", name, "password", account.password()));
    }

    /** Logs in with a password. */
    public String token(Account account) {
        return tryToken(account).expecting(200).json().path("access_token").asText();
    }

    public Response tryToken(Account account) {
        var form = Map.of("grant_type", "password", "username", account.name(), "password", account.password());
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(joining("&"));
        var request = request(Service.USER, "/oauth/token", "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request);
    }

    public Response changeStatus(String token, String userId, String status) {
        return patch(Service.USER, "/users/" + userId, token, Map.of("status", status));
    }

    public Response createProduct(String token, Product product) {
        return post(
                Service.INVENTORY,
                "/products",
                token,
                Map.of(
                        "id", product.id(),
                        "name", product.name(),
                        "price", product.price(),
                        "stock", product.stock()));
    }

    public Response product(String id) {
        return get(Service.INVENTORY, "/products/" + id, "");
    }

    /** Available stock of a product; may be one second old. */
    public int available(String productId) {
        return product(productId).expecting(200).json().path("available").asInt();
    }

    public Response placeOrder(String token, String type, Line... lines) {
        return post(Service.ORDER, "/orders", token, Map.of("type", type, "lines", Arrays.asList(lines)));
    }

    public Response placeOrderOnce(String token, String key, String type, Line... lines) {
        return postOnce(Service.ORDER, "/orders", token, key, Map.of("type", type, "lines", Arrays.asList(lines)));
    }

    /** Places an order whose trace Jaeger keeps, even if it is short and successful. */
    public Response placeOrderToFollow(String token, String type, Line... lines) {
        var request = request(Service.ORDER, "/orders", token).header("baggage", KEEP_TRACE);
        return send(json(request, "POST", Map.of("type", type, "lines", Arrays.asList(lines))));
    }

    public Response get(Service service, String path, String token) {
        return send(request(service, path, token));
    }

    public Response post(Service service, String path, String token, Object body) {
        return send(json(request(service, path, token), "POST", body));
    }

    /** Sends a request that may be repeated with the same key. */
    public Response postOnce(Service service, String path, String token, String key, Object body) {
        return send(json(request(service, path, token).header("Idempotency-Key", key), "POST", body));
    }

    public Response put(Service service, String path, String token, Object body) {
        return send(json(request(service, path, token), "PUT", body));
    }

    public Response patch(Service service, String path, String token, Object body) {
        return send(json(request(service, path, token), "PATCH", body));
    }

    /** Sends a request to the management port. */
    public Response management(Service service, String path) {
        // Without an Accept header, metrics are OpenMetrics with exemplars.
        return management(service, path, "text/plain, application/json");
    }

    public Response management(Service service, String path, String accept) {
        var uri = URI.create(shop.address(service).managementUrl() + path);
        return send(HttpRequest.newBuilder(uri).timeout(RESPONSE_TIMEOUT).header("Accept", accept));
    }

    /** Changes the level of a logger. */
    public Response logLevel(Service service, String logger, String level) {
        var uri = URI.create(shop.address(service).managementUrl() + "/q/log-levels/" + logger + "?level=" + level);
        return send(HttpRequest.newBuilder(uri).timeout(RESPONSE_TIMEOUT).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    /** @param fault its name, with its parameters as a query */
    public Response switchOn(Service service, String fault) {
        return fault(service, "PUT", fault);
    }

    public Response switchOff(Service service, String fault) {
        return fault(service, "DELETE", fault);
    }

    private Response fault(Service service, String method, String fault) {
        var uri = URI.create(shop.address(service).managementUrl() + "/q/faults/" + fault);
        return send(HttpRequest.newBuilder(uri)
                .timeout(RESPONSE_TIMEOUT)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** Sends a request without token and body. */
    public Response send(Service service, String method, String path) {
        return send(request(service, path, "").method(method, HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(Service service, String path, String token) {
        var uri = URI.create(shop.address(service).url() + path);
        var request = HttpRequest.newBuilder(uri).timeout(RESPONSE_TIMEOUT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String method, Object body) {
        try {
            return request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response send(HttpRequest.Builder request) {
        return Response.of(Http.send(http, request.build()));
    }

    /** One line of an order to place. */
    public record Line(String productId, int quantity) {}

    /** A product as an operator enters it. */
    public record Product(String id, String name, BigDecimal price, int stock) {
        public static Product of(String id, String name, String price, int stock) {
            return new Product(id, name, new BigDecimal(price), stock);
        }
    }
}
