package shop.frontend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@FrontendTest
class PageTest {

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/static/bundle/[^\"]+\\.js)\"");

    @Test
    void the_page_runs_only_what_comes_from_here() {
        given().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self';"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void files_named_by_their_hash_are_cached_for_good_and_compressed() {
        var script = SCRIPT.matcher(given().get("/").asString());
        assertThat(script.find()).isTrue();

        given().get(script.group(1))
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("Content-Encoding", "gzip");
    }

    @Test
    void missing_files_are_a_problem() {
        given().get("/static/none.js").then().statusCode(404).body("type", is("urn:shop:problem:not-found"));
    }

    @Test
    void settings_name_accounts_and_links_but_no_password() {
        given().get("/ui/settings")
                .then()
                .statusCode(200)
                .body("demoAccounts", hasItems("customer", "operator"))
                .body("faults", is(true))
                .body("currency", is("EUR"))
                .body("links.jaeger", notNullValue())
                .body("links.loki", is((Object) null));
        assertThat(given().get("/ui/settings").asString()).doesNotContain("password");
    }
}
