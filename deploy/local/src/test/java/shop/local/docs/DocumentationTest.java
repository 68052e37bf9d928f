package shop.local.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.docs.RepositoryFiles.ROOT;
import static shop.local.docs.RepositoryFiles.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The Markdown pages of the repository refer only to files, headings and make targets that exist. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern TARGET = Pattern.compile("(?m)(?:^|[`&;]|=\\S+ )\\s*make ([a-z][a-z-]*)");
    private static final Pattern PATH = Pattern.compile("(?:\\.github|deploy|docs|observability-stack|telemetry"
            + "|(?:order|user|inventory)-service|service-defaults)/[\\w./-]+");

    private static final Pattern TEST = Pattern.compile("\\b([A-Z]\\w*Test)\\b");

    /** A variable that Compose substitutes, or passes on without a value. */
    private static final Pattern VARIABLE = Pattern.compile("(?m)(?:\\$\\{|^ +)([A-Z_]+)(?:[:}?-]|:$)(?! )");

    /** Images are listed in .env; the others are derived or set by make. */
    private static final Pattern INTERNAL = Pattern.compile("\\w+_IMAGE|COMMIT|COMPOSE_PROJECT_NAME|IMAGE_PREFIX");

    @Test
    void a_link_leads_to_a_file_and_a_heading() {
        assertThat(pages())
                .allSatisfy(page -> assertThat(links(page)).allSatisfy(link -> {
                    var parts = link.split("#", 2);
                    var file = parts[0].isEmpty()
                            ? page
                            : page.resolveSibling(parts[0]).normalize();
                    assertThat(file).exists();
                    if (parts.length == 2) {
                        assertThat(anchors(file)).contains(parts[1]);
                    }
                }));
    }

    @Test
    void a_path_in_the_text_exists() {
        assertThat(pages())
                .allSatisfy(page -> assertThat(matches(CODE, withoutCodeBlocks(page))
                                .filter(code -> PATH.matcher(code).matches()))
                        .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists()));
    }

    @Test
    void a_make_target_exists() throws IOException {
        var targets = matches(Pattern.compile("(?m)^([a-z-]+):"), Files.readString(ROOT.resolve("Makefile")))
                .collect(Collectors.toSet());

        assertThat(pages())
                .allSatisfy(page -> assertThat(matches(TARGET, read(page))).isSubsetOf(targets));
    }

    @Test
    void the_readme_has_about_a_thousand_words() {
        assertThat(read(ROOT.resolve("README.md")).split("\\s+")).hasSizeLessThan(1_050);
    }

    @Test
    void the_index_lists_every_page() throws IOException {
        var index = ROOT.resolve("docs/README.md");

        assertThat(links(index)).containsAll(namesIn(ROOT.resolve("docs"), "*.md"));
    }

    @Test
    void the_index_of_decisions_has_their_titles() throws IOException {
        var folder = ROOT.resolve("docs/adr");
        var rows = read(folder.resolve("README.md")).lines().toList();

        assertThat(namesIn(folder, "0*.md"))
                .allSatisfy(name -> assertThat(rows)
                        .contains(read(folder.resolve(name))
                                .lines()
                                .findFirst()
                                .orElseThrow()
                                .replaceFirst("# (\\d+): (.*)", "| [$1](" + name + ") | $2 |")));
    }

    @Test
    void a_workaround_names_the_file_that_contains_it() {
        var files = fileNames();

        assertThat(read(ROOT.resolve("docs/upstream.md")).lines().filter(line -> line.startsWith("| ")))
                .filteredOn(line -> !line.startsWith("| workaround"))
                .allSatisfy(row -> assertThat(matches(CODE, row.split(" \\| ")[1])
                                .map(name -> name.contains(".") ? name : name + ".java"))
                        .isNotEmpty()
                        .isSubsetOf(files));
    }

    @Test
    void a_test_named_in_a_page_exists() {
        var files = fileNames();

        assertThat(pages())
                .allSatisfy(page -> assertThat(
                                matches(TEST, withoutCodeBlocks(page)).map(name -> name + ".java"))
                        .isSubsetOf(files));
    }

    @Test
    void a_variable_of_compose_is_documented() {
        var documented = Stream.of("configuration", "frontend", "operations", "tls")
                .map(page -> read(ROOT.resolve("docs/" + page + ".md")))
                .collect(Collectors.joining());
        var files = Stream.of("deploy/compose.yaml", "deploy/runtime.yaml", "observability-stack/compose.yaml")
                .map(file -> read(ROOT.resolve(file)));

        assertThat(files.flatMap(text -> matches(VARIABLE, text))
                        .filter(name -> !INTERNAL.matcher(name).matches()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(documented).contains("`" + name + "`"));
    }

    private static List<Path> pages() {
        return RepositoryFiles.all()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    private static Set<String> fileNames() {
        return RepositoryFiles.all().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }

    private static List<String> links(Path page) {
        return matches(LINK, withoutCodeBlocks(page))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static Set<String> anchors(Path page) {
        return withoutCodeBlocks(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<String> namesIn(Path folder, String glob) throws IOException {
        try (var files = Files.newDirectoryStream(folder, glob)) {
            return StreamSupport.stream(files.spliterator(), false)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .toList();
        }
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    private static String withoutCodeBlocks(Path page) {
        return CODE_BLOCK.matcher(read(page)).replaceAll("");
    }
}
