package shop.local.browser;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.browser.FrontPage.eventually;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Axe finds no violation in any state of the front page, on a phone and on a desktop, in light and in dark colours. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
class AccessibilityBrowserTest {
    private final ShopInBrowser shop;
    private final FrontPage page;

    AccessibilityBrowserTest(ShopInBrowser shop) {
        this.shop = shop;
        this.page = shop.open();
    }

    @Test
    void signed_out() {
        eventually(() -> page.button("Sign in as demo customer"));

        assertIsAccessible();
    }

    @Test
    void in_the_dialog_to_sign_in() {
        page.click("Sign in");
        eventually(() -> assertThat(page.dialog()).contains("E-mail"));

        assertIsAccessible();
    }

    @Test
    void with_a_trace_and_a_basket() {
        page.signInAsDemoCustomer();
        page.click("Add Porcelain mug to the basket");
        page.order("Porcelain mug");
        eventually(() -> page.span("POST /orders", "order-service").choose());
        eventually(() -> assertThat(page.spanDetails()).contains("http.route"));

        assertIsAccessible();
    }

    @Test
    void with_a_refused_order() {
        shop.expectFailuresOf("/orders");
        page.signInAsDemoCustomer();
        page.click("Add Hand coffee grinder to the basket");
        page.enter("Quantity of Hand coffee grinder", "100");
        page.click("Place order");
        eventually(() -> assertThat(page.outcome()).contains("100 requested"));

        assertIsAccessible();
    }

    @Test
    void with_a_fault_and_an_alert() {
        shop.expectFailuresOf("/orders");
        shop.programs().fire("HighErrorRate");
        page.signInAsDemoCustomer().signInAsOperator();
        page.click("Failing requests, order-service");
        eventually(() -> assertThat(page.faultTimeLeft("errors")).contains("left"));
        eventually(() -> assertThat(page.section("alerts")).contains("HighErrorRate"));

        assertIsAccessible();
    }

    private void assertIsAccessible() {
        for (var width : List.of(FrontPage.NARROW, FrontPage.WIDE)) {
            page.resize(width);
            assertThat(page.run("return document.documentElement.scrollWidth"))
                    .as("width of the page in a window of %d pixels", width)
                    .isEqualTo((long) width);
            for (var scheme : List.of("light", "dark")) {
                page.prefer(scheme);
                var violations = new AxeBuilder().analyze(page.driver()).getViolations();
                assertThat(violations.stream().map(AccessibilityBrowserTest::describe))
                        .as("violations in %s colours at %d pixels", scheme, width)
                        .isEmpty();
            }
        }
    }

    private static String describe(Rule violation) {
        return violation.getNodes().stream()
                .map(node -> node.getHtml() + "\n" + node.getFailureSummary())
                .collect(joining("\n", violation.getId() + ": " + violation.getHelp() + "\n", "\n"));
    }
}
