package shop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.browser.FrontPage.eventually;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import shop.local.browser.FrontPage.SpanRow;

/** A customer orders on the front page, and follows the order's trace. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
class OrderingBrowserTest {
    private static final String KETTLE = "Electric kettle 1.7 l";

    private final ShopInBrowser shop;
    private final FrontPage page;

    OrderingBrowserTest(ShopInBrowser shop) {
        this.shop = shop;
        this.page = shop.open();
    }

    @Test
    void one_click_places_an_order_whose_trace_grows_from_the_click_to_the_consumers_of_its_event() {
        page.signInAsDemoCustomer();

        page.order(KETTLE);

        eventually(() -> assertThat(page.outcome()).contains("Order placed: €39.90."));
        eventually(() -> assertThat(page.newestOrder()).contains("1 × " + KETTLE, "Confirmed"));
        eventually(() -> assertThat(page.traceProgress()).endsWith("complete"));
        var spans = page.spans();
        assertThat(spans.getFirst().name()).isEqualTo("click place order");
        assertThat(spans.getFirst().service()).isEqualTo("browser");
        assertThat(spans).extracting(SpanRow::level).first().isEqualTo(1);
        assertThat(spans.stream().filter(span -> span.level() == 1)).hasSize(1);
        assertThat(spans)
                .extracting(SpanRow::service)
                .contains("browser", "frontend", "order-service", "user-service", "inventory-service");
        assertThat(spans)
                .filteredOn(span -> span.kind().equals("consumer"))
                .extracting(SpanRow::service)
                .containsExactlyInAnyOrder("user-service", "inventory-service");
    }

    @Test
    void a_span_shows_its_attributes_when_it_is_chosen() {
        page.signInAsDemoCustomer();
        page.order(KETTLE);

        eventually(() -> page.span("POST /orders", "order-service").choose());

        eventually(() -> assertThat(page.spanDetails())
                .contains("order-service, server", "http.route\n/orders", "http.response.status_code\n201"));
    }

    @Test
    void an_order_without_a_login_asks_for_one_and_goes_on() {
        page.order(KETTLE);
        eventually(() -> assertThat(page.dialog()).contains("Sign in, and your order is placed."));

        page.signInAsDemoCustomer();

        eventually(() -> assertThat(page.outcome()).contains("Order placed: €39.90."));
    }

    @Test
    void the_keyboard_is_enough_to_order() {
        page.tabTo("Sign in as demo customer").sendKeys(Keys.ENTER);
        eventually(() -> page.button("Sign out"));

        page.tabTo("Order " + KETTLE).sendKeys(Keys.ENTER);

        eventually(() -> assertThat(page.outcome()).contains("Order placed: €39.90."));
    }

    @Test
    void a_refused_order_says_what_is_short_and_has_a_log_line() {
        shop.expectFailuresOf("/orders");
        page.signInAsDemoCustomer();
        page.click("Add Hand coffee grinder to the basket");
        page.enter("Quantity of Hand coffee grinder", "100");

        page.click("Place order");

        eventually(
                () -> assertThat(page.outcome()).contains("stock", "Hand coffee grinder: 100 requested, 9 in stock"));
        eventually(() -> assertThat(page.newestOrder()).contains("100 × Hand coffee grinder", "Rejected"));
        eventually(() -> assertThat(page.texts("#trace .logs li"))
                .anyMatch(line -> line.contains("order-service") && line.contains("409")));
    }

    @Test
    void a_confirmed_order_can_be_cancelled() {
        page.signInAsDemoCustomer();
        page.order("Porcelain mug");
        eventually(() -> assertThat(page.newestOrder()).contains("1 × Porcelain mug", "Confirmed"));

        page.cancelNewestOrder();

        eventually(() -> assertThat(page.newestOrder()).contains("1 × Porcelain mug", "Cancelled"));
    }

    @Test
    void signing_out_leaves_nothing_of_the_customer() {
        page.signInAsDemoCustomer();
        page.order("Porcelain mug");
        eventually(() -> assertThat(page.newestOrder()).contains("Porcelain mug"));
        page.click("Add Porcelain mug to the basket");
        eventually(() -> page.button("Place order"));

        page.click("Sign out");

        eventually(() -> assertThat(page.section("shop"))
                .contains("The basket is empty.", "Sign in to see your orders.")
                .doesNotContain("Confirmed", "Order placed", "spent"));
        assertThat(page.driver().manage().getCookies()).isEmpty();
    }
}
