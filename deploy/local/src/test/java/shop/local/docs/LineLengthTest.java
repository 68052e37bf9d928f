package shop.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines have at most 120 columns, except for tables and URLs in Markdown. */
class LineLengthTest {

    private static final int COLUMNS = 120;
    private static final Pattern TABLE_OR_URL = Pattern.compile("\\|.*|\\S*https?://\\S*");

    @ParameterizedTest
    @ValueSource(strings = {".java", ".md", ".properties", "pom.xml"})
    void a_line_has_at_most_120_columns(String ending) {
        var files = RepositoryFiles.all()
                .filter(file -> file.toString().endsWith(ending))
                .toList();

        assertThat(files).isNotEmpty();
        assertThat(files.stream().flatMap(LineLengthTest::longLines)).isEmpty();
    }

    private static Stream<String> longLines(Path file) {
        List<String> lines = RepositoryFiles.read(file).lines().toList();
        return IntStream.range(0, lines.size())
                .filter(index -> isTooLong(lines.get(index), file))
                .mapToObj(index -> RepositoryFiles.ROOT.relativize(file) + ":" + (index + 1));
    }

    private static boolean isTooLong(String line, Path file) {
        return line.codePointCount(0, line.length()) > COLUMNS
                && !(file.toString().endsWith(".md")
                        && TABLE_OR_URL.matcher(line.strip()).matches());
    }
}
