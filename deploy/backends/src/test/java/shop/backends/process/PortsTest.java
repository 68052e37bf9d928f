package shop.backends.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    // With this number, random ports would contain a duplicate with a probability of 99.9 %.
    private static final int MANY = 420;

    @Test
    void are_never_the_same() {
        assertThat(Stream.generate(Ports::free).limit(MANY)).doesNotHaveDuplicates();
    }
}
