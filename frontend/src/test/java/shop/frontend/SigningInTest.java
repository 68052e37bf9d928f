package shop.frontend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FrontendTest
class SigningInTest {

    StubShop shop;

    @BeforeEach
    void reset() {
        shop.reset();
    }

    @Test
    void the_token_is_in_a_cookie_that_scripts_cannot_read() {
        shop.issue(StubShop.CUSTOMER);

        signIn("{\"username\": \"ada@shop.example\", \"password\": \"a&b=c\"}")
                .statusCode(200)
                .body("userId", is(StubShop.CUSTOMER_ID))
                .body("name", is("Ada"))
                .body("role", is("customer"))
                .body("expiresAt", is("2100-01-01T00:00:00Z"))
                .body("demo", is(true))
                .body(not(containsString(StubShop.CUSTOMER)))
                .header("Cache-Control", "no-store")
                .header(
                        "Set-Cookie",
                        allOf(
                                containsString("customer=" + StubShop.CUSTOMER),
                                containsString("HttpOnly"),
                                containsString("SameSite=Strict"),
                                containsString("Path=/"),
                                containsString("Max-Age=900"),
                                not(containsString("Secure"))));

        assertThat(shop.received("POST /oauth/token").getFirst().text())
                .isEqualTo("grant_type=password&username=ada%40shop.example&password=a%26b%3Dc");
    }

    @Test
    void cookies_of_encrypted_connections_stay_on_them() {
        shop.issue(StubShop.CUSTOMER);

        Browser.page()
                .header("X-Forwarded-Proto", "https")
                .contentType("application/json")
                .body("{\"demo\": \"customer\"}")
                .post("/ui/session")
                .then()
                .statusCode(200)
                .header("Set-Cookie", containsString("Secure"));
    }

    @Test
    void demo_accounts_need_no_password() {
        shop.issue(StubShop.OPERATOR);

        signIn("{\"demo\": \"operator\"}").statusCode(200).body("role", is("operator"));

        assertThat(shop.received("POST /oauth/token").getFirst().text())
                .isEqualTo("grant_type=password&username=operator%40shop.example&password=operator-password");
    }

    @Test
    void wrong_passwords_are_refused() {
        shop.reply("POST /oauth/token", 400, "{\"error\": \"invalid_grant\"}");

        signIn("{\"username\": \"ada@shop.example\", \"password\": \"wrong\"}")
                .statusCode(401)
                .body("type", is("urn:shop:problem:unauthenticated"));
    }

    @Test
    void too_many_failures_have_to_wait() {
        shop.reply("POST /oauth/token", 429, Map.of("Retry-After", "77"), "{}");

        signIn("{\"username\": \"ada@shop.example\", \"password\": \"wrong\"}")
                .statusCode(429)
                .header("Retry-After", "77");
    }

    @Test
    void malformed_requests_are_refused() {
        for (var body :
                List.of("{\"username\": \"ada@shop.example\"}", "{\"demo\": \"service\"}", "{\"other\": 1}", "{")) {
            signIn(body).statusCode(400).body("type", is("urn:shop:problem:invalid-request"));
        }
        Browser.page()
                .contentType("text/plain")
                .body("a")
                .post("/ui/session")
                .then()
                .statusCode(415);
    }

    @Test
    void other_sites_cannot_sign_a_visitor_in_or_out() {
        given().contentType("application/json")
                .body("{\"demo\": \"customer\"}")
                .post("/ui/session")
                .then()
                .statusCode(403);
        given().header("Sec-Fetch-Site", "same-site")
                .delete("/ui/session")
                .then()
                .statusCode(403);
    }

    @Test
    void both_roles_can_be_signed_in_at_once() {
        Browser.customer()
                .cookie("operator", StubShop.OPERATOR)
                .get("/ui/session")
                .then()
                .statusCode(200)
                .body("customer.name", is("Ada"))
                .body("operator.userId", is(StubShop.OPERATOR_ID))
                .body("operator.demo", is(false));
    }

    @Test
    void a_cookie_is_worth_nothing_unless_user_service_accepts_it() {
        shop.reply("GET /users/" + StubShop.CUSTOMER_ID, 401, "{}");
        var forged = StubShop.CUSTOMER + "forged";

        Browser.page()
                .cookie("customer", forged)
                .cookie("operator", "junk")
                .get("/ui/session")
                .then()
                .statusCode(200)
                .body("customer", nullValue())
                .body("operator", nullValue());

        assertThat(shop.received("GET /users/" + StubShop.CUSTOMER_ID)).isNotEmpty();
    }

    @Test
    void a_customer_in_the_operators_cookie_is_no_operator() {
        Browser.page()
                .cookie("operator", StubShop.CUSTOMER)
                .get("/ui/session")
                .then()
                .body("operator", nullValue());
    }

    @Test
    void signing_out_clears_both_cookies() {
        var cookies = Browser.customer()
                .delete("/ui/session")
                .then()
                .statusCode(204)
                .extract()
                .headers()
                .getValues("Set-Cookie");

        assertThat(cookies).hasSize(2).allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
    }

    @Test
    void without_user_service_nobody_can_sign_in() {
        shop.reply("POST /oauth/token", 0, "");

        signIn("{\"demo\": \"customer\"}").statusCode(503).header("Retry-After", "5");
    }

    private static ValidatableResponse signIn(String body) {
        return Browser.page()
                .contentType("application/json")
                .body(body)
                .post("/ui/session")
                .then();
    }
}
