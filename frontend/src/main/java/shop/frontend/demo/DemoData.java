package shop.frontend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import shop.frontend.Calls;
import shop.frontend.Calls.Answer;
import shop.frontend.FrontendConfig;
import shop.frontend.FrontendConfig.Account;

/**
 * Where drills are on and the accounts are set: registers the demo's customer, and fills an empty shelf.
 *
 * <p>The services may start after the frontend, so it tries for some minutes, without delaying its own start.
 */
@Singleton
class DemoData {

    private static final Logger LOG = Logger.getLogger(DemoData.class);
    private static final String PRODUCTS = "/demo-products.json";
    private static final int MOST_TRIES = 60;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int CONFLICT = 409;

    private final Calls calls;
    private final FrontendConfig config;
    private final ObjectMapper json;
    private final Thread thread = Thread.ofVirtual().name("demo-data").unstarted(this::create);

    DemoData(Calls calls, FrontendConfig config, ObjectMapper json) {
        this.calls = calls;
        this.config = config;
        this.json = json;
    }

    void start(@Observes StartupEvent started) {
        if (config.faultsEnabled()) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        thread.interrupt();
    }

    private void create() {
        try {
            for (var tries = 1; !isCreated(); tries++) {
                if (tries == MOST_TRIES) {
                    LOG.warn("The demo's customer and products could not be created: the services do not answer");
                    return;
                }
                // Between once and twice the shortest, so that replicas do not try at the same time.
                Thread.sleep(
                        SHORTEST_PAUSE.plusMillis(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE.toMillis())));
            }
        } catch (InterruptedException _) {
            // The frontend stops.
        }
    }

    private boolean isCreated() {
        try {
            return isRegistered(config.demoCustomer()) && isOnShelf(config.operator());
        } catch (CompletionException | UncheckedIOException e) {
            return false;
        }
    }

    private boolean isRegistered(Account customer) {
        if (!customer.isSet()) {
            return true;
        }
        var user = new JsonObject()
                .put("email", customer.email().orElseThrow())
                .put("name", "Ada")
                .put("password", customer.password().orElseThrow());
        return isDone(post("user-service", "/users", Map.of(), user.toString()));
    }

    private boolean isOnShelf(Account operator) {
        if (!operator.isSet()) {
            return true;
        }
        var shelf = call(HttpMethod.GET, "inventory-service", "/products?size=1", Map.of(), "");
        if (!shelf.isSuccess() || calls.parse(shelf).path("total").asInt() > 0) {
            return shelf.isSuccess();
        }
        var token = call(
                HttpMethod.POST,
                "user-service",
                "/oauth/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=password&username="
                        + Calls.encoded(operator.email().orElseThrow()) + "&password="
                        + Calls.encoded(operator.password().orElseThrow()));
        if (!token.isSuccess()) {
            return false;
        }
        var authorization = Map.of(
                "Authorization",
                "Bearer " + calls.parse(token).path("access_token").asText());
        for (var product : products()) {
            if (!isDone(post("inventory-service", "/products", authorization, product.toString()))) {
                return false;
            }
        }
        return true;
    }

    /** Bodies of {@code POST /products}. */
    private JsonNode products() {
        try (var products = DemoData.class.getResourceAsStream(PRODUCTS)) {
            return json.readTree(products);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever has created it. */
    private static boolean isDone(Answer answer) {
        return answer.isSuccess() || answer.status() == CONFLICT;
    }

    private Answer post(String service, String path, Map<String, String> headers, String body) {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return call(HttpMethod.POST, service, path, all, body);
    }

    private Answer call(HttpMethod method, String service, String path, Map<String, String> headers, String body) {
        var address = Calls.address(config.service(service).url(), path);
        return Calls.await(calls.send(method, address, headers, Buffer.buffer(body)));
    }
}
