package shop.http.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnchangedMappingTest {
    private static final Path EXECUTABLE = Path.of("/app/service");

    @Test
    void is_read_only_or_executable() {
        assertThat(mappings("r--p", 0, 0)).containsExactly(new UnchangedMapping(0x55aa1000L, 0x2000));
        assertThat(mappings("r-xp", 0, 0)).containsExactly(new UnchangedMapping(0x55aa1000L, 0x2000));
        assertThat(mappings("rw-p", 0, 0)).isEmpty();
    }

    @Test
    void has_no_page_that_the_dynamic_linker_has_relocated() {
        assertThat(mappings("r--p", 8, 0)).isEmpty();
    }

    @Test
    void has_no_such_page_in_the_swap_space() {
        assertThat(mappings("r--p", 0, 8)).isEmpty();
    }

    @Test
    void is_one_of_the_file() {
        assertThat(UnchangedMapping.of(Path.of("/app/other"), lines("r--p", 0, 0)))
                .isEmpty();
        assertThat(UnchangedMapping.of(Path.of("/app"), lines("r--p", 0, 0))).isEmpty();
    }

    private static List<UnchangedMapping> mappings(String permissions, int anonymous, int swap) {
        return UnchangedMapping.of(EXECUTABLE, lines(permissions, anonymous, swap));
    }

    private static List<String> lines(String permissions, int anonymous, int swap) {
        return """
                55aa0000-55aa1000 rw-p 00000000 00:00 0
                Size:                  4 kB
                Anonymous:             0 kB
                VmFlags: rd wr mr mw me ac sd
                55aa1000-55aa3000 %s 001f2000 fe:00 1314                       /app/service
                Size:                  8 kB
                Rss:                   8 kB
                Anonymous:             %d kB
                AnonHugePages:         0 kB
                Swap:                  %d kB
                VmFlags: rd mr mw me sd
                55aa3000-55aa4000 r--p 00000000 00:00 0
                Size:                  4 kB
                Anonymous:             4 kB
                Swap:                  4 kB
                VmFlags: rd mr mw me sd
                """.formatted(permissions, anonymous, swap).lines().toList();
    }
}
