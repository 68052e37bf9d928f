package shop.local.system;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Code, settings and commands of docs/adopt.md. */
record AdoptionPage(String text) {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("^([A-Z_]+)=(\\S+) \\\\$", Pattern.MULTILINE);
    private static final Pattern LAUNCH = Pattern.compile("^\"\\$JAVA_HOME/bin/java\" (.+)$", Pattern.MULTILINE);
    private static final Pattern REQUEST = Pattern.compile("^curl -\\w+ localhost:(\\d+)(/\\S*)", Pattern.MULTILINE);

    /** Request of a curl command. */
    record Request(int port, String path) {}

    static AdoptionPage of(Path root) {
        return new AdoptionPage(read(root.resolve("docs/adopt.md")));
    }

    /** The only code block in a language. */
    String block(String language) {
        var blocks = blocks(language);
        if (blocks.size() != 1) {
            throw new IllegalStateException("The page has " + blocks.size() + " blocks of " + language);
        }
        return blocks.getFirst();
    }

    /** Environment variables of the service. */
    Map<String, String> settings() {
        return SETTING.matcher(shell()).results().collect(toMap(found -> found.group(1), found -> found.group(2)));
    }

    /** Arguments of the java command. */
    List<String> launch() {
        return List.of(
                LAUNCH.matcher(shell()).results().toList().getFirst().group(1).split(" "));
    }

    List<Request> requests() {
        return REQUEST.matcher(shell()).results().map(AdoptionPage::request).toList();
    }

    private static Request request(MatchResult found) {
        return new Request(Integer.parseInt(found.group(1)), found.group(2));
    }

    private String shell() {
        return String.join("", blocks("sh"));
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(found -> found.group(1).equals(language))
                .map(found -> found.group(2))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
