package shop.user;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static shop.user.Visitor.aVisitor;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class LoggingInTest {

    private final Visitor visitor = aVisitor();

    @Test
    void issues_a_token_that_the_published_keys_verify() throws Exception {
        var id = visitor.hasRegistered();

        var token = visitor.logsIn()
                .statusCode(200)
                .header("Cache-Control", is("no-store"))
                .body("token_type", is("Bearer"))
                .body("expires_in", is(900))
                .extract()
                .<String>path("access_token");

        var keys = new JsonWebKeySet(given().get("/.well-known/jwks.json").asString());
        var claims = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedIssuer("shop-user-service")
                .setExpectedAudience("shop")
                .build()
                .processToClaims(token);
        assertThat(claims.getSubject()).isEqualTo(id);
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("customer");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(900);
    }

    @Test
    void publishes_no_private_key() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys.alg", everyItem(is("ES256")))
                .body("keys.crv", everyItem(is("P-256")))
                .body("keys[0].keySet()", not(hasItem("d")));
    }

    @Test
    void is_refused_with_a_wrong_password() {
        visitor.hasRegistered();

        visitor.logsInWith("a wrong password").statusCode(400).body("error", is("invalid_grant"));
        aVisitor().logsIn().statusCode(400).body("error", is("invalid_grant"));
    }

    @Test
    void distinguishes_long_passwords_by_their_last_character() {
        var long1 = new Visitor(visitor.email(), "x".repeat(100) + "1");
        long1.hasRegistered();

        long1.logsInWith("x".repeat(100) + "2").statusCode(400);
        long1.logsIn().statusCode(200);
    }

    @Test
    void is_locked_from_the_sixth_failure() {
        visitor.hasRegistered();
        for (var failure = 1; failure <= 5; failure++) {
            visitor.logsInWith("a wrong password").statusCode(400);
        }

        visitor.logsInWith("a wrong password").statusCode(429).header("Retry-After", notNullValue());
        visitor.logsIn().statusCode(429);
    }

    @Test
    void works_for_services_with_their_secret() {
        asClient("order-service", "order-service-secret").then().statusCode(200).body("token_type", is("Bearer"));
        asClient("order-service", "a wrong secret").then().statusCode(401).body("error", is("invalid_client"));
        asClient("nobody", "order-service-secret").then().statusCode(401);
    }

    @Test
    void needs_a_well_formed_form() {
        for (var form : List.of(
                "grant_type=%zz",
                "grant_type=password&username=%00&password=x",
                "grant_type=password&username=%ED%A0%80&password=x",
                "grant_type=password&username=%FF&password=x",
                "grant_type=password&grant_type=password",
                "grant_type=password&username=x&password=y&password=y",
                "grant_type=client_credentials&client_id=a&client_id=a&client_secret=b",
                "grant_type=&username=x",
                "")) {
            given().contentType("application/x-www-form-urlencoded")
                    .body(form)
                    .post("/oauth/token")
                    .then()
                    .statusCode(400)
                    .body("error", is("invalid_request"));
        }
    }

    @Test
    void ignores_any_number_of_unknown_parameters() {
        visitor.hasRegistered();
        var unknown = IntStream.range(0, 2_000).mapToObj(i -> "p" + i + "=x").collect(joining("&"));

        given().contentType("application/x-www-form-urlencoded")
                .body(unknown + "&grant_type=password&username=" + visitor.email() + "&password=a+good%20password")
                .post("/oauth/token")
                .then()
                .statusCode(200);
    }

    @Test
    void takes_the_credentials_of_a_service_by_HTTP_Basic() {
        byBasic("order-service:order-service-secret", "grant_type=client_credentials")
                .statusCode(200)
                .header("Cache-Control", is("no-store"))
                .header("Pragma", is("no-cache"))
                .body("token_type", is("Bearer"));
        byBasic("order%2Dservice:order-service%2dsecret", "grant_type=client_credentials&client_id=order-service")
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-service:a wrong secret",
                "order-service:",
                "order-service",
                "nobody:order-service-secret",
                "order-service:%zz",
                "order-service:%00",
                ""
            })
    void refuses_wrong_credentials_by_HTTP_Basic(String credentials) {
        for (var form : List.of(
                "grant_type=client_credentials",
                "grant_type=password&username=" + visitor.email() + "&password=a+good+password")) {
            byBasic(credentials, form)
                    .statusCode(401)
                    .header("WWW-Authenticate", is("Basic realm=\"shop\""))
                    .header("Cache-Control", is("no-store"))
                    .body("error", is("invalid_client"));
        }
    }

    @Test
    void refuses_an_unreadable_Authorization_header_of_HTTP_Basic() {
        for (var header : List.of("Basic", "basic", "Basic !", "Basic w7", "Basic /w==", "Basic\t!")) {
            given().header("Authorization", header)
                    .formParam("grant_type", "client_credentials")
                    .post("/oauth/token")
                    .then()
                    .statusCode(401)
                    .body("error", is("invalid_client"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&client_id=order-service",
                "&client_id=order-service&client_secret=",
                "&client_secret=order-service-secret",
                "&client_id=&client_secret=order-service-secret",
                "&client_id=order-service&client_secret=a+wrong+secret"
            })
    void refuses_missing_and_wrong_credentials_of_a_service_in_its_form(String credentials) {
        given().contentType("application/x-www-form-urlencoded")
                .body("grant_type=client_credentials" + credentials)
                .post("/oauth/token")
                .then()
                .statusCode(401)
                .body("error", is("invalid_client"));
    }

    @Test
    void refuses_credentials_of_a_service_in_two_ways_at_once() {
        for (var inForm : List.of("client_id=order-service&client_secret=order-service-secret", "client_id=other")) {
            byBasic("order-service:order-service-secret", "grant_type=client_credentials&" + inForm)
                    .statusCode(400)
                    .body("error", is("invalid_request"));
        }
    }

    private static ValidatableResponse byBasic(String credentials, String form) {
        var encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return given().header("Authorization", "Basic " + encoded)
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post("/oauth/token")
                .then();
    }

    @Test
    void needs_a_known_grant_type() {
        given().formParam("grant_type", "implicit")
                .post("/oauth/token")
                .then()
                .statusCode(400)
                .body("error", is("unsupported_grant_type"));
        given().formParam("grant_type", "password")
                .post("/oauth/token")
                .then()
                .statusCode(400)
                .body("error", is("invalid_request"));
    }

    static Response asClient(String id, String secret) {
        return given().formParam("grant_type", "client_credentials")
                .formParam("client_id", id)
                .formParam("client_secret", secret)
                .post("/oauth/token");
    }
}
