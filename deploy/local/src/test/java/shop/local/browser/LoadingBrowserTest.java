package shop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.browser.FrontPage.eventually;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Cookie;

/** The front page loads fast, allows only its own scripts, and keeps tokens where no script can read them. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
class LoadingBrowserTest {
    private static final long MOST_BYTES = 150 * 1024;
    private static final String TRANSFERRED = """
            return performance.getEntriesByType('navigation')
              .concat(performance.getEntriesByType('resource'))
              .reduce((sum, entry) => sum + entry.transferSize, 0)""";
    private static final String POLICY = """
            const done = arguments[0];
            fetch('/').then(response => done(response.headers.get('Content-Security-Policy')))""";
    private static final String READABLE = """
            return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])""";
    /** How every JSON Web Token begins. */
    private static final String TOKEN = "eyJ";

    private final FrontPage page;

    LoadingBrowserTest(ShopInBrowser shop) {
        this.page = shop.open();
    }

    @Test
    void the_first_load_transfers_at_most_150_KiB() {
        eventually(() -> page.button("Order Porcelain mug"));
        eventually(() -> assertThat(page.section("health")).contains("Parts"));

        assertThat((long) page.run(TRANSFERRED)).isBetween(10_000L, MOST_BYTES);
    }

    @Test
    void only_its_own_scripts_are_allowed() {
        assertThat((String) page.driver().executeAsyncScript(POLICY))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void no_script_can_read_a_token() {
        page.signInAsDemoCustomer().signInAsOperator();

        assertThat((String) page.run(READABLE)).doesNotContain(TOKEN);
        assertThat(page.driver().manage().getCookies())
                .hasSize(2)
                .allMatch(Cookie::isHttpOnly)
                .extracting(Cookie::getSameSite)
                .containsOnly("Strict");
    }
}
