package shop.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import shop.http.problem.DeadlineExceeded;

class DeadlineTest {

    @Test
    void has_passed_once_less_than_a_millisecond_is_left() {
        assertThat(Deadline.after(Duration.ofNanos(999_999)).remaining()).isZero();
        assertThat(Deadline.after(Duration.ofNanos(999_999)).hasPassed()).isTrue();
        assertThat(Deadline.after(Duration.ofSeconds(-1)).remaining()).isZero();
        assertThat(Deadline.after(Duration.ofMinutes(1)).hasPassed()).isFalse();
    }

    @Test
    void leaves_no_time_to_begin_something_shortly_before_it_passes() {
        assertThatThrownBy(() -> Deadline.after(Duration.ofMillis(99)).check()).isInstanceOf(DeadlineExceeded.class);
        assertThatThrownBy(() -> Deadline.after(Duration.ZERO).check()).isInstanceOf(DeadlineExceeded.class);
        assertThatCode(() -> Deadline.after(Duration.ofMinutes(1)).check()).doesNotThrowAnyException();
    }
}
