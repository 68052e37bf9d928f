package shop.local.benchmark.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import shop.local.shop.Service;

/** The scripts by which a service creates its tables. */
final class MigrationScripts {
    private MigrationScripts() {}

    /** @param root the folder of the root pom */
    static void apply(Path root, Service service, DatabaseConnection database) {
        var folder = root.resolve(service.id()).resolve("src/main/resources/db/migration");
        try (var files = Files.list(folder)) {
            for (var file : files.sorted(Comparator.comparingInt(MigrationScripts::version))
                    .toList()) {
                database.execute(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
    }
}
