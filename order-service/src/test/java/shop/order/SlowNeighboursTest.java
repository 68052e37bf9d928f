package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;
import static shop.order.StubServices.WHEN_INVENTORY_IS_SLOW;
import static shop.order.StubServices.WHEN_USER_SERVICE_IS_SLOW;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.junit.jupiter.api.Test;
import shop.defaults.security.VerificationKeys;

/** Orders are answered within three seconds when both neighbours are slow, but faster than the clients' timeouts. */
@ServiceTest
@TestProfile(SlowNeighboursTest.LimitsOfProduction.class)
class SlowNeighboursTest {

    private static final int AT_ONCE = 20;
    private static final Duration CONTRACT = Duration.ofSeconds(3);
    private static final Duration KEYS_FETCHED_WITHIN = Duration.ofMillis(1_100);

    private static final List<String> UNAVAILABLE =
            List.of("urn:shop:problem:dependency-unavailable", "urn:shop:problem:overloaded");

    private final Customer customer = new Customer(WHEN_USER_SERVICE_IS_SLOW);

    @Test
    void answer_20_orders_at_once_within_three_seconds() throws Exception {
        // The first order loads classes, which may take long on a busy machine.
        aCustomer().orders(KETTLE, 1);

        placeAtOnce();
        SlowKeys.fetchAgain();
        placeAtOnce();
    }

    private void placeAtOnce() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, AT_ONCE)
                    .mapToObj(_ -> callers.submit(this::placed))
                    .toList();

            for (Future<Duration> answer : answers) {
                assertThat(answer.get()).isLessThan(CONTRACT);
            }
        }
    }

    private Duration placed() {
        var start = System.nanoTime();
        var answer = customer.orders(WHEN_INVENTORY_IS_SLOW, 1);
        var duration = Duration.ofNanos(System.nanoTime() - start);
        answer.statusCode(anyOf(is(201), is(503)));
        if (answer.extract().statusCode() == 503) {
            answer.header("Retry-After", notNullValue()).body("type", in(UNAVAILABLE));
        }
        return duration;
    }

    /** What the service runs with outside of tests. */
    public static final class LimitsOfProduction implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "shop.answer-within", "2500ms",
                    "shop.abandoned-after", "60s",
                    "quarkus.rest-client.user-service.read-timeout", "1200",
                    "quarkus.rest-client.inventory-service.read-timeout", "1400");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SlowKeys.class);
        }
    }

    /** The issuer's keys, which are fetched slowly, too. */
    @Alternative
    @Singleton
    public static final class SlowKeys extends HttpsJwksVerificationKeyResolver implements VerificationKeys {

        private static volatile CompletableFuture<Void> fetched = CompletableFuture.completedFuture(null);

        SlowKeys(@ConfigProperty(name = "mp.jwt.verify.publickey.location") String location) {
            super(new HttpsJwks(location));
        }

        static void fetchAgain() {
            fetched = new CompletableFuture<Void>()
                    .completeOnTimeout(null, KEYS_FETCHED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public Object version() {
            return fetched;
        }

        @Override
        public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting)
                throws UnresolvableKeyException {
            fetched.join();
            return super.resolveKey(signature, nesting);
        }
    }
}
