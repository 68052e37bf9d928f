package shop.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static shop.inventory.Shop.asOperator;
import static shop.inventory.Shop.product;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Redis that accepts commands and does not answer makes requests slower and fails none. */
@ServiceTest
@TestProfile(RedisHangsTest.ShortTimeout.class)
class RedisHangsTest {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Inject
    RedisDataSource redis;

    @AfterEach
    void awaitRedis() {
        await().ignoreExceptions().until(() -> redis.execute("ping") != null);
    }

    @Test
    void reads_and_changes_wait_for_one_timeout() {
        var kettle = product("19.90", 5);
        given().get("/products/{id}", kettle).then().statusCode(200);
        redis.execute("client", "pause", String.valueOf(PAUSE.toMillis()));

        var start = System.nanoTime();
        given().get("/products/{id}", kettle).then().statusCode(200).body("available", is(5));
        asOperator()
                .body("{\"quantity\": 7}")
                .post("/products/{id}/restocks", kettle)
                .then()
                .statusCode(200)
                .body("available", is(12));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PAUSE);
    }

    /** A timeout as in production. */
    public static final class ShortTimeout implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.redis.timeout", "300MS");
        }
    }
}
