package shop.local.stack.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Client for the dead letters of one service, on its management port. */
public final class DeadLettersApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private final URI replay;

    public DeadLettersApi(String managementUrl) {
        this.replay = URI.create(managementUrl + "/q/events/replay");
    }

    /**
     * Replays all of them.
     *
     * @return the number of those that were replayed, and of those that failed again and stay
     */
    public int replay() {
        var request = HttpRequest.newBuilder(replay).timeout(RESPONSE_TIMEOUT);
        var response = HttpApi.send(request.POST(HttpRequest.BodyPublishers.noBody()));
        if (response.statusCode() != 200) {
            throw new IllegalStateException(replay + " answers " + response.statusCode() + ": " + response.body());
        }
        try {
            var numbers = JSON.readTree(response.body());
            return numbers.path("replayed").asInt() + numbers.path("failed").asInt();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
