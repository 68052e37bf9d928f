package shop.local.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;

/** What a service answered. */
public record Response(int status, String contentType, String traceId, String retryAfter, String text) {
    // Money keeps its zeros: 39.90 is not 39.9.
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

    /** The answer itself, where it is the expected one. */
    public Response expecting(int expected) {
        if (status != expected) {
            throw new IllegalStateException("Expected status " + expected + ", not " + status + ": " + text);
        }
        return this;
    }
}
