package telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class CausesTest {

    private final IOException cause = new IOException("reset");
    private final IllegalStateException failure = new IllegalStateException(cause);

    @Test
    void begin_with_the_failure_itself() {
        assertThat(Causes.of(failure)).containsExactly(failure, cause);
    }

    @Test
    void end_when_the_chain_is_circular() {
        var circular = new IOException("reset");
        circular.initCause(new IOException(circular));

        assertThat(Causes.of(circular)).hasSizeLessThan(100);
    }

    @Test
    void are_found_by_type() {
        assertThat(Causes.find(failure, IOException.class)).containsSame(cause);
        assertThat(Causes.find(failure, ConnectException.class)).isEmpty();
    }
}
