package shop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.browser.FrontPage.eventually;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.browser.FrontPage.SpanRow;

/** An operator breaks a service on the front page, and sees the signals follow. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
class BreakingBrowserTest {
    private static final String SWITCH = "Failing requests, order-service";

    private final ShopInBrowser shop;
    private final FrontPage page;

    BreakingBrowserTest(ShopInBrowser shop) {
        this.shop = shop;
        this.page = shop.open();
    }

    @Test
    void customers_have_no_switches() {
        page.signInAsDemoCustomer();

        assertThat(page.section("break")).contains("Only operators can inject faults.");
        assertThat(page.texts("[role=switch]")).isEmpty();
    }

    @Test
    void a_fault_fails_orders_until_it_is_switched_off() {
        shop.expectFailuresOf("/orders");
        shop.programs().stopPrometheus();
        page.signInAsDemoCustomer().signInAsOperator();
        page.select("Share: Failing requests, order-service", "100%");

        page.click(SWITCH);

        eventually(() -> assertThat(page.faultTimeLeft("errors")).matches("[45]:\\d\\d left"));
        page.select("Share: Failing requests, order-service", "30%");
        eventually(() -> assertThat(shop.rate("errors")).isEqualTo(0.3));
        page.select("Share: Failing requests, order-service", "100%");
        eventually(() -> assertThat(shop.rate("errors")).isEqualTo(1));
        page.click("Place ten orders");
        eventually(() -> assertThat(page.outcome()).contains("10 orders: 0 confirmed, 10 failed."));
        eventually(() -> assertThat(page.spans())
                .filteredOn(span -> span.service().equals("order-service"))
                .anyMatch(SpanRow::isFailed));
        eventually(() -> assertThat(page.texts("#trace .logs li")).anyMatch(line -> line.contains("ERROR")));
        eventually(() -> assertThat(page.errorRatio("order-service")).isPositive());
        eventually(() -> assertThat(page.section("health")).contains("Newest error", "order-service, "));

        page.click(SWITCH);

        eventually(() -> assertThat(page.faultTimeLeft("errors")).isEqualTo("off"));
        page.click("Place ten orders");
        eventually(() -> assertThat(page.outcome()).contains("10 orders: 10 confirmed, 0 failed."));
    }
}
