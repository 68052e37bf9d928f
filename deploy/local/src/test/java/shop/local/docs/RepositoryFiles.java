package shop.local.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the repository, without those that a build writes. */
final class RepositoryFiles {

    static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();
    private static final Pattern BUILT = Pattern.compile("(^|/)(target|node_modules|\\.git)/");

    private RepositoryFiles() {}

    static Stream<Path> all() {
        try (var files = Files.walk(ROOT)) {
            return files
                    .filter(file ->
                            !BUILT.matcher(ROOT.relativize(file).toString()).find())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
