package shop.local.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.docs.RepositoryFiles.ROOT;
import static shop.local.docs.RepositoryFiles.read;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README in Korean has the commands and links of the one in English, and each refers to the other. */
class ReadmeTranslationTest {

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|<(http[^>]+)>");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ ");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");

    private final String english = read(ROOT.resolve("README.md"));
    private final String korean = read(ROOT.resolve("README.ko.md"));

    @Test
    void the_commands_are_the_same() {
        assertThat(matches(CODE_BLOCK, korean)).isNotEmpty().isEqualTo(matches(CODE_BLOCK, english));
    }

    @Test
    void the_links_are_the_same() {
        var translated =
                english.replace("(README.ko.md)", "(README.md)").replace("/front-page.png", "/front-page-ko.png");

        assertThat(matches(LINK, prose(korean)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(matches(LINK, prose(translated)));
    }

    @Test
    void the_names_in_the_text_are_the_same() {
        assertThat(matches(CODE, prose(korean)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(matches(CODE, prose(english)));
    }

    @Test
    void the_sections_are_as_many() {
        assertThat(matches(HEADING, prose(korean))).isEqualTo(matches(HEADING, prose(english)));
    }

    private static String prose(String page) {
        return CODE_BLOCK.matcher(page).replaceAll("");
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }
}
