package shop.defaults.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void begin_with_the_failure_itself() {
        var cause = new IOException("reset");
        var failure = new IllegalStateException(cause);

        assertThat(Causes.of(failure)).containsExactly(failure, cause);
    }

    @Test
    void end_where_they_lead_back_to_themselves() {
        var cause = new IOException("reset");
        cause.initCause(new IOException(cause));

        assertThat(Causes.of(cause)).hasSizeLessThan(100);
    }
}
