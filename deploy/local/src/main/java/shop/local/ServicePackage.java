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

    List<String> command(Path temporaryFolder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // Three JVMs share two cores here: ready soon is worth more than fast later.
                "-XX:TieredStopAtLevel=1",
                // Nothing may stay behind in the machine's temporary folder.
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporaryFolder,
                "-jar",
                jar.toString());
    }
}
