package shop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.browser.FrontPage.eventually;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The front page shows the health of the shop, and goes on without a part. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
class HealthBrowserTest {
    private final ShopInBrowser shop;
    private final FrontPage page;

    HealthBrowserTest(ShopInBrowser shop) {
        this.shop = shop;
        this.page = shop.open();
    }

    @Test
    void an_alert_appears_with_its_runbook_and_its_mail() {
        eventually(() -> assertThat(page.section("health"))
                .contains("No alert fires.", "No mail yet.", "order-service availability 99.9%", "82%"));

        shop.programs().fire("HighErrorRate");

        eventually(() -> assertThat(page.section("alerts"))
                .contains("HighErrorRate", "CRITICAL", "Requests of order-service fail"));
        assertThat(page.link("Runbook")).endsWith("/user/observability-stack/runbooks/HighErrorRate.md");
        eventually(() -> assertThat(page.section("newest-mail")).contains("[FIRING] HighErrorRate"));
    }

    @Test
    void a_part_that_does_not_run_is_named_and_the_page_goes_on() {
        eventually(() -> assertThat(page.section("health")).contains("From Prometheus"));

        shop.programs().stopPrometheus();

        eventually(() -> assertThat(page.texts(".parts li"))
                .anyMatch(part -> part.contains("prometheus") && part.contains("not running")));
        assertThat(page.section("health"))
                .contains("Read from the metrics of the services", "Prometheus is not running");
        page.signInAsDemoCustomer().order("Porcelain mug");
        eventually(() -> assertThat(page.outcome()).contains("Order placed"));
        eventually(() -> assertThat(page.requestRate("order-service")).isPositive());
    }
}
