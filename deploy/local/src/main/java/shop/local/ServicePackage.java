package shop.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the build made of a service, a jar or a native executable, and the command that launches it. */
record ServicePackage(Path file, boolean isNative) {
    private static final String NATIVE = "native";

    /** The jar; with {@code -Dnative}, as for the build, the executable. */
    static ServicePackage of(Path root, Service service) {
        var target = root.resolve(service.id()).resolve("target");
        return areNative()
                ? executable(target)
                : new ServicePackage(target.resolve("quarkus-app/quarkus-run.jar"), false);
    }

    static boolean areNative() {
        return System.getProperty(NATIVE) != null;
    }

    static ServicePackage executable(Path target) {
        try (var files = Files.newDirectoryStream(target, "*-runner")) {
            var found = files.iterator();
            return new ServicePackage(found.hasNext() ? found.next() : target.resolve("no-runner"), true);
        } catch (IOException e) {
            return new ServicePackage(target.resolve("no-runner"), true);
        }
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** @param isWatched ready soon is then worth more than fast later, where three JVMs share two cores */
    List<String> command(Path temporaryFolder, boolean isWatched) {
        return isNative ? List.of(file.toString(), "-Xmx256m") : java(temporaryFolder, isWatched);
    }

    private List<String> java(Path temporaryFolder, boolean isWatched) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (isWatched ? 1 : 4),
                // Nothing may stay behind in the machine's temporary folder.
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporaryFolder,
                "-jar",
                file.toString());
    }
}
