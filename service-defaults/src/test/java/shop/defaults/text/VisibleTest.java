package shop.defaults.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u2003",
                "\u00A0\u0085\u3000",
                "\u200B\uFEFF",
                "\u200C\u200D\u2060",
                "\u00AD",
                "\u180E",
                "\u202E\u2066",
                "\u3164",
                "\uFFA0\u115F\u1160",
                "\u2800",
                "\uFE0F",
                "\u0000\u001F\u007F",
                "\uDB40\uDC41",
                "\uDB40\uDD00",
                "\uFFFF"
            })
    void is_no_text_of_invisible_characters_alone(String text) {
        assertThat(text.matches(Visible.REGEX)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "\na\n", "\u2003é", "e\u0301", "😀", "❤\uFE0F", "\u200F\u05D0", "ﬁ", "名", "!", "\uE000"})
    void is_any_other_text(String text) {
        assertThat(text.matches(Visible.REGEX)).isTrue();
    }

    @Test
    void is_found_in_linear_time() {
        var start = System.nanoTime();

        assertThat(" ".repeat(65_536).matches(Visible.REGEX)).isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
}
