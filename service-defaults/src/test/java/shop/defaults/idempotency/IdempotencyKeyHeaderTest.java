package shop.defaults.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.http.problem.InvalidRequest;

class IdempotencyKeyHeaderTest {

    @Test
    void is_optional() {
        assertThat(IdempotencyKeyHeader.key(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", " !~", "a,b;c=d"})
    void has_any_printable_ascii_characters(String key) {
        assertThat(IdempotencyKeyHeader.key(List.of(key))).contains(key);
        assertThat(IdempotencyKeyHeader.key(List.of("k".repeat(128)))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "a\nb", "a\n", "a\u0000", "a\u001F", "a\u007F", "\u0080", "\u00E9", "\u20AC"})
    void has_no_other_characters(String key) {
        assertThatThrownBy(() -> IdempotencyKeyHeader.key(List.of(key))).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void has_at_most_128_characters() {
        assertThatThrownBy(() -> IdempotencyKeyHeader.key(List.of("k".repeat(129))))
                .isInstanceOf(InvalidRequest.class);
    }

    @Test
    void is_given_once() {
        assertThatThrownBy(() -> IdempotencyKeyHeader.key(List.of("a", "a"))).isInstanceOf(InvalidRequest.class);
    }
}
