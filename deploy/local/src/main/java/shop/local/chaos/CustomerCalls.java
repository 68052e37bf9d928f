package shop.local.chaos;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import shop.local.chaos.Placement.Answer;
import shop.local.shop.Service;
import shop.local.shop.Shop;

/** Single requests of customers and operators, none of which is repeated by itself. */
final class CustomerCalls implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    // Longer than an answer of order-service may take.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Shop shop;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    CustomerCalls(Shop shop) {
        this.shop = shop;
    }

    /** Places an order in a trace of its own, by which its row in the database is found. */
    Answer place(String token, Placement placement) {
        var trace = UUID.randomUUID().toString().replace("-", "");
        var lines = placement.lines().entrySet().stream()
                .map(line -> "{\"productId\": \"" + line.getKey() + "\", \"quantity\": " + line.getValue() + "}")
                .collect(joining(", "));
        var request = post(Service.ORDER, "/orders", token, "{\"type\": \"standard\", \"lines\": [" + lines + "]}")
                .header("traceparent", "00-" + trace + "-" + trace.substring(16) + "-01");
        placement.key().ifPresent(key -> request.header("Idempotency-Key", key));
        return send(request).map(response -> answer(trace, response)).orElseGet(() -> Answer.none(trace));
    }

    /** @return the status of the response; 0 for none */
    int cancel(String token, String orderId) {
        return send(post(Service.ORDER, "/orders/" + orderId + "/cancellation", token, "{}"))
                .map(HttpResponse::statusCode)
                .orElse(0);
    }

    /**
     * Restocks a product once for a key.
     *
     * @return false if the outcome is unknown: without an answer, after 503, and while the first request is running
     * @throws IllegalStateException for any other answer, which no fault explains
     */
    boolean restock(String token, String product, int pieces, String key) {
        var body = "{\"quantity\": " + pieces + "}";
        var request = post(Service.INVENTORY, "/products/" + product + "/restocks", token, body)
                .header("Idempotency-Key", key);
        return send(request).filter(CustomerCalls::isSuccess).isPresent();
    }

    private static boolean isSuccess(HttpResponse<String> response) {
        var status = response.statusCode();
        var problem = problem(json(response.body()));
        if (status != 200 && status != 503 && !problem.equals("request-in-progress")) {
            throw new IllegalStateException("A restock was answered " + status + " " + problem);
        }
        return status == 200;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static Answer answer(String trace, HttpResponse<String> response) {
        var body = json(response.body());
        var isReplayed = response.headers().firstValue("Idempotent-Replayed").isPresent();
        if (response.statusCode() == 201) {
            return new Answer(trace, 201, "", body.path("id").asText(), response.body(), isReplayed);
        }
        return new Answer(trace, response.statusCode(), problem(body), "", "", isReplayed);
    }

    private static String problem(JsonNode body) {
        return body.path("type").asText().replaceFirst("urn:shop:problem:", "");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private HttpRequest.Builder post(Service service, String path, String token, String body) {
        return HttpRequest.newBuilder(URI.create(shop.address(service).url() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** @return empty if there was no answer */
    private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
