package shop.frontend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** HTTP calls of the frontend itself, each with a limit of time and of size. */
@Singleton
public class Calls {

    /** A trace of some hundred spans takes 1 MiB in Jaeger's JSON. */
    private static final int MAX_RESPONSE = 4 * 1_024 * 1_024;

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final HttpClient client;
    private final ObjectMapper json;

    Calls(Vertx vertx, ObjectMapper json) {
        client = vertx.createHttpClient(options());
        this.json = json;
    }

    /** Bounds the connections to a server and the calls that wait for one. */
    public static HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout(1_000)
                .setMaxPoolSize(32)
                .setMaxWaitQueueSize(128)
                // For a body that stops to arrive. It counts from what was read before, so that an idle connection is
                // closed early enough for a request of 5 s.
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setReadIdleTimeout(15)
                .setKeepAliveTimeout(5);
    }

    /** A response as a whole. */
    public record Answer(int status, MultiMap headers, Buffer body) {

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    public Future<Answer> get(URI address) {
        return send(HttpMethod.GET, address, Map.of(), Buffer.buffer());
    }

    /** @param headers not those of a caller */
    public Future<Answer> send(HttpMethod method, URI address, Map<String, String> headers, Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(address.toString())
                .setTimeout(LIMIT.toMillis());
        headers.forEach(options::addHeader);
        // Nested, because a response ends on its own context: another one would read it too late.
        return client.request(options)
                .compose(request -> request.send(body)
                        .compose(Calls::whole)
                        // The limit of the request ends with the head of its response.
                        .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .onFailure(_ -> request.reset()));
    }

    /** The body of a successful response; empty if there is no answer, or another. */
    public Optional<JsonNode> json(Future<Answer> call) {
        try {
            return Optional.of(await(call)).filter(Answer::isSuccess).map(this::parse);
        } catch (UncheckedIOException | CompletionException e) {
            return Optional.empty();
        }
    }

    /** The address of a path below a program's own, which may end in a slash. */
    public static URI address(URI program, String pathAndQuery) {
        return URI.create(program.toString().replaceFirst("/$", "") + pathAndQuery);
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @throws UncheckedIOException if it is not JSON */
    public JsonNode parse(Answer answer) {
        try {
            return json.readTree(answer.body().getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws CompletionException if there is no answer */
    public static Answer await(Future<Answer> call) {
        return call.toCompletionStage().toCompletableFuture().join();
    }

    private static Future<Answer> whole(HttpClientResponse response) {
        var body = Buffer.buffer();
        Promise<Answer> promise = Promise.promise();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_RESPONSE) {
                promise.tryFail(new IOException("The response is longer than " + MAX_RESPONSE + " bytes"));
                response.request().reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(promise::tryFail);
        response.endHandler(_ -> promise.tryComplete(new Answer(response.statusCode(), response.headers(), body)));
        return promise.future();
    }
}
