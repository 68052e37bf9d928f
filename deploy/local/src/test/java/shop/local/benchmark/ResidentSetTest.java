package shop.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResidentSetTest {

    @Test
    void reads_vm_rss_in_kibibytes() {
        assertThat(ResidentSet.parse("""
                Name:\tjava
                VmPeak:\t 2703548 kB
                VmHWM:\t  301844 kB
                VmRSS:\t  281892 kB
                RssAnon:\t  240000 kB
                """)).isEqualTo(281_892L * 1024);
    }

    @Test
    void a_process_that_has_ended_has_none() {
        assertThatThrownBy(() -> ResidentSet.parse("Name:\tjava\nState:\tZ (zombie)\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No VmRSS:");
    }
}
