package shop.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import shop.defaults.problem.Overloaded;

class BulkheadTest {

    private final Bulkhead bulkhead = new Bulkhead(1, Duration.ofMillis(1));

    @Test
    void lets_nobody_in_while_all_places_are_taken() {
        bulkhead.call(() -> {
            assertThatThrownBy(() -> bulkhead.call(() -> "never")).isInstanceOf(Overloaded.class);
            return null;
        });
    }

    @Test
    void lets_the_next_in_after_a_failure_too() {
        assertThatThrownBy(() -> bulkhead.call(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(bulkhead.call(() -> "in")).isEqualTo("in");
    }
}
