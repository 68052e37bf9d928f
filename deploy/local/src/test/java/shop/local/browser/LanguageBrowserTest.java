package shop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.browser.FrontPage.eventually;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The front page speaks the language that the browser prefers, until its reader chooses the other one. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
class LanguageBrowserTest {
    private final ShopInBrowser shop;

    LanguageBrowserTest(ShopInBrowser shop) {
        this.shop = shop;
    }

    @Test
    void it_is_english_in_an_english_browser() {
        var page = shop.open("en");

        eventually(() -> assertThat(page.texts("nav a")).containsExactly("Shop", "Trace", "Break it", "Health"));
        assertThat(page.language()).isEqualTo("en");
        assertThat(page.driver().getTitle()).isEqualTo("Observable shop");
    }

    @Test
    void it_is_korean_in_a_korean_browser() {
        shop.expectFailuresOf("/orders");
        var page = shop.open("ko");

        eventually(() -> assertThat(page.texts("nav a")).containsExactly("상점", "트레이스", "장애 주입", "서비스 상태"));
        assertThat(page.language()).isEqualTo("ko");
        assertThat(page.driver().getTitle()).isEqualTo("관측 가능한 상점");
        page.click("데모 고객으로 로그인");
        eventually(() -> page.button("로그아웃"));
        page.click("Porcelain mug 주문");
        eventually(() -> assertThat(page.outcome()).contains("주문이 완료되었습니다: €8.40"));
        page.click("Hand coffee grinder 장바구니에 담기");
        page.enter("Hand coffee grinder 수량", "100");
        page.click("주문하기");
        eventually(() -> assertThat(page.outcome()).contains("재고가 부족합니다.", "Hand coffee grinder: 주문 100개, 재고 9개"));
    }

    @Test
    void the_choice_of_the_reader_outlives_the_page() {
        var page = shop.open("en");
        page.click("한국어");
        eventually(() -> assertThat(page.language()).isEqualTo("ko"));

        page.driver().navigate().refresh();

        eventually(() -> page.button("데모 고객으로 로그인"));
        assertThat(page.language()).isEqualTo("ko");
    }
}
