package shop.defaults.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormEncodingTest {

    @Test
    void is_decoded_to_parameters_in_their_order() {
        var form = "b=2+%2B%20é&a=%F0%9F%98%80&&b=&c&d=1=2".getBytes(StandardCharsets.UTF_8);

        assertThat(FormEncoding.parameters(form).toString()).isEqualTo("{b=[2 + é, ], a=[😀], c=[], d=[1=2]}");
    }

    @Test
    void loses_none_of_many_parameters() {
        var form = IntStream.range(0, 5_000).mapToObj(i -> "p" + i + "=x").collect(joining("&")) + "&last=1";

        assertThat(FormEncoding.parameters(form.getBytes(StandardCharsets.UTF_8)))
                .hasSize(5_001)
                .containsEntry("last", List.of("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%z", "%zz", "%-1", "%00", "%FF", "%ED%A0%80", "%C0%80", "%F4%90%80%80", "\uD800x\0"})
    void is_refused_if_it_is_malformed_not_UTF_8_or_contains_a_NUL(String text) {
        assertThatThrownBy(() -> FormEncoding.decoded(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(FormEncoding.isDecodable(text)).isFalse();
    }

    @Test
    void is_refused_if_its_bytes_are_not_UTF_8() {
        assertThatThrownBy(() -> FormEncoding.parameters(new byte[] {'a', '=', (byte) 0xFF}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
