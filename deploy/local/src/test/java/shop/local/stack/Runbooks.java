package shop.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The queries and commands in the runbooks. */
final class Runbooks {
    private static final Pattern QUERIES =
            Pattern.compile("^ *```promql\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);

    private Runbooks() {}

    /** The queries of all runbooks, one per line. */
    static List<String> queries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(Runbooks::queriesOf).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> queriesOf(Path runbook) {
        try {
            return QUERIES.matcher(Files.readString(runbook))
                    .results()
                    .flatMap(block -> block.group(1).lines())
                    .map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
