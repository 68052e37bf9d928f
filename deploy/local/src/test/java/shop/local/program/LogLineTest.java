package shop.local.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void contains_level_message_and_root_cause() {
        var line = """
                {"level":"ERROR","message":"Failed to start",\
                "stackTrace":"A: a\\n\\tat b\\nCaused by: C\\nCaused by: D: d\\n\\tat e"}
                """;

        assertThat(LogLine.brief(line)).isEqualTo("ERROR Failed to start Caused by: D: d");
    }

    @Test
    void shortens_other_lines_to_300_characters() {
        assertThat(LogLine.brief("Error: could not find or load main class"))
                .isEqualTo("Error: could not find or load main class");
        assertThat(LogLine.brief("")).isEmpty();
        assertThat(LogLine.brief("x".repeat(5_000))).hasSizeLessThan(310);
    }
}
