package shop.local.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.IntStream;

/** An HTTP response of a service. */
public record Response(int status, String contentType, String traceId, String retryAfter, String text) {
    // Keeps the trailing zeros of money: 39.90.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static Response of(HttpResponse<String> response) {
        var headers = response.headers();
        return new Response(
                response.statusCode(),
                headers.firstValue("Content-Type").orElse(""),
                headers.firstValue("X-Trace-Id").orElse(""),
                headers.firstValue("Retry-After").orElse(""),
                response.body());
    }

    public JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON, status " + status + ": " + text, e);
        }
    }

    /**
     * This response.
     *
     * @throws IllegalStateException if it has none of the expected statuses
     */
    public Response expecting(int... expected) {
        if (IntStream.of(expected).noneMatch(candidate -> candidate == status)) {
            throw new IllegalStateException(
                    "Expected status " + Arrays.toString(expected) + ", not " + status + ": " + text);
        }
        return this;
    }
}
