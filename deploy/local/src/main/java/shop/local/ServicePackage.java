package shop.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the build made of a service, and the command that launches it. */
record ServicePackage(Path jar) {
    static ServicePackage of(Path root, Service service) {
        return new ServicePackage(root.resolve(service.id()).resolve("target/quarkus-app/quarkus-run.jar"));
    }

    boolean exists() {
        return Files.exists(jar);
    }

    /** @param isWatched ready soon is then worth more than fast later, where three JVMs share two cores */
    List<String> command(Path temporaryFolder, boolean isWatched) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (isWatched ? 1 : 4),
                // Nothing may stay behind in the machine's temporary folder.
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporaryFolder,
                "-jar",
                jar.toString());
    }
}
