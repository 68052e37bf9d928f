package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    @Test
    void lets_nobody_in_while_all_places_are_taken() {
        var turnstile = new Turnstile(settings(1));

        turnstile.pass(() -> {
            assertThatThrownBy(() -> turnstile.pass(() -> "never")).isInstanceOf(Turnstile.Overloaded.class);
            return null;
        });
    }

    @Test
    void lets_the_next_in_after_a_failure_too() {
        var turnstile = new Turnstile(settings(1));
        assertThatThrownBy(() -> turnstile.pass(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(turnstile.pass(() -> "in")).isEqualTo("in");
    }

    private static OrderSettings settings(int placedAtOnce) {
        return new OrderSettings() {
            @Override
            public String currency() {
                return "EUR";
            }

            @Override
            public int placedAtOnce() {
                return placedAtOnce;
            }

            @Override
            public Duration longestWait() {
                return Duration.ofMillis(1);
            }

            @Override
            public Duration abandonedAfter() {
                return Duration.ZERO;
            }

            @Override
            public Duration releaseEvery() {
                return Duration.ZERO;
            }
        };
    }
}
