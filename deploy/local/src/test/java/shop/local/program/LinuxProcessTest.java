package shop.local.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LinuxProcessTest {

    @Test
    void reads_a_number_with_and_without_a_unit() {
        var status = """
                Name:\tjava
                VmPeak:\t 2703548 kB
                VmHWM:\t  301844 kB
                VmRSS:\t  281892 kB
                RssAnon:\t  240000 kB
                Threads:\t31
                """;

        assertThat(LinuxProcess.number(status, "VmRSS")).isEqualTo(281_892);
        assertThat(LinuxProcess.number(status, "Threads")).isEqualTo(31);
    }

    @Test
    void a_process_that_has_ended_has_none() {
        assertThatThrownBy(() -> LinuxProcess.number("Name:\tjava\nState:\tZ (zombie)\n", "VmRSS"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No VmRSS:");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void describes_this_process() throws IOException {
        var process = new LinuxProcess(ProcessHandle.current().pid());

        try (var socket = new ServerSocket(0)) {
            assertThat(socket.isBound()).isTrue();
            assertThat(process.sockets()).isPositive();
        }
        assertThat(process.threads()).isPositive();
        assertThat(process.residentSet()).isGreaterThan(1 << 20);
    }
}
