package shop.http.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\p{IsWhite_Space}\\u200B\\uFEFF]");

    @Test
    void is_stripped_of_Unicode_white_space_the_zero_width_space_and_the_byte_order_mark_alone() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString)
                .forEach(character -> assertThat(Text.strip(character + "a" + character + "b" + character))
                        .isEqualTo(
                                WHITE_SPACE.matcher(character).matches()
                                        ? "a" + character + "b"
                                        : character + "a" + character + "b" + character));
    }

    @Test
    void of_white_space_alone_is_stripped_to_nothing() {
        assertThat(Text.strip("\u2003\uFEFF\u200B\u00A0\u0085\t")).isEmpty();
        assertThat(Text.strip("")).isEmpty();
        assertThat(Text.strip(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\uD800", "\uDC00", "\uDE00\uD83D", "a\uD83D", "\uD83Db"})
    void cannot_be_stored_with_a_NUL_or_an_unpaired_surrogate(String text) {
        assertThat(Text.isStorable(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0001b", "\uD83D\uDE00", "\uFFFE\uFFFF", "\uDBFF\uDFFF"})
    void can_be_stored_with_any_other_code_point(String text) {
        assertThat(Text.isStorable(text)).isTrue();
    }

    @Test
    void is_as_long_as_its_code_points() {
        assertThat(Text.length("😀".repeat(5))).isEqualTo(5);
        assertThat(Text.length("e\u0301")).isEqualTo(2);
    }
}
