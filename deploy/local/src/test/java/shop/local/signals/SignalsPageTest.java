package shop.local.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SignalsPageTest {
    private static final Path ROOT = Path.of(System.getProperty("shop.root", "../.."));
    private static final Path CATALOGUE = ROOT.resolve("observability-stack/signals.yaml");
    private static final Path PAGE = ROOT.resolve("docs/signals.md");

    @Test
    void the_page_has_the_content_of_the_catalogue() throws IOException {
        var page = SignalsPage.of(SignalCatalogue.read(CATALOGUE));
        if (Boolean.getBoolean("signals.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("make signals updates it").hasContent(page);
    }

    @Test
    void everything_in_the_catalogue_has_a_meaning() throws IOException {
        assertThat(Files.readAllLines(CATALOGUE))
                .as("lines with a ? instead of a meaning or condition")
                .noneMatch(line -> line.matches(".*: \"?\\?\"?[,}]?.*"));
    }
}
