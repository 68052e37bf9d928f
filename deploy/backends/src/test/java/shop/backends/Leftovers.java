package shop.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files and processes since its creation, except for those of the test runner. */
public final class Leftovers {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final Set<Path> before = new HashSet<>(folders());

    public List<Path> files() {
        return folders().stream().filter(folder -> !before.contains(folder)).toList();
    }

    public List<ProcessHandle> processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static List<Path> folders() {
        try (var paths = Files.list(TEMPORARY)) {
            return paths.filter(path -> !path.getFileName().toString().startsWith("surefire"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
