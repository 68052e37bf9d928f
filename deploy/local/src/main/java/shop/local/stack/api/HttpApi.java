package shop.local.stack.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import shop.local.program.Http;

/** HTTP client for one program. */
public final class HttpApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);
    // Shared and never closed, because each client has its own threads.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final URI base;

    public HttpApi(URI base) {
        this.base = base;
    }

    URI page(String path) {
        return base.resolve(path);
    }

    public boolean answers(String path) {
        return Http.isAnswered(HTTP, request(path).build());
    }

    String text(String path) {
        return ask(path).body();
    }

    JsonNode json(String path) {
        var answer = ask(path);
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    page(path) + " responded with " + answer.statusCode() + " and no JSON: " + answer.body(), e);
        }
    }

    HttpResponse<String> ask(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(page(path)).timeout(RESPONSE_TIMEOUT);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        return Http.send(HTTP, request.build());
    }
}
