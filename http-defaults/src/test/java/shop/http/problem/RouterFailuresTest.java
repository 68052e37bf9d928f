package shop.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RouterFailuresTest {

    @Test
    void name_the_configured_limit_of_a_body() {
        assertThat(tooLarge(64 * 1_024)).hasMessage("A body has at most 64 KiB.");
        assertThat(tooLarge(1_024 * 1_024)).hasMessage("A body has at most 1024 KiB.");
        assertThat(tooLarge(1_000)).hasMessage("A body has at most 1000 bytes.");
    }

    private static Problem tooLarge(long limit) {
        return new RouterFailures(new MemorySize(BigInteger.valueOf(limit))).problem(413, null);
    }
}
