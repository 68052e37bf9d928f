package shop.backends.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    // So many that two of them would be the same, were it left to chance: one time in a thousand they would not.
    private static final int MANY = 420;

    @Test
    void gives_no_port_twice() {
        assertThat(Stream.generate(Ports::free).limit(MANY)).doesNotHaveDuplicates();
    }
}
