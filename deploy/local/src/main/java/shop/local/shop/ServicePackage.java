package shop.local.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the build made of a service, a jar or a native executable, and the command that launches it. */
public record ServicePackage(Path file, boolean isNative) {
    /** What the JVM of the image chooses in its container of 512 MiB: a quarter, then half of it as heap. */
    public static final List<String> AS_IN_THE_IMAGE = List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC");

    /** The same of the executable's, which takes 40 % of 192 MiB. */
    private static final String HEAP_OF_AN_EXECUTABLE = "-Xmx77m";

    private static final String HEAP = "-Xmx256m";
    private static final String NATIVE = "native";

    /** The jar; with {@code -Dnative}, as for the build, the executable. */
    public static ServicePackage of(Path root, Service service) {
        return areNative() ? executable(target(root, service)) : jar(root, service);
    }

    public static boolean areNative() {
        return System.getProperty(NATIVE) != null;
    }

    public static ServicePackage jar(Path root, Service service) {
        return new ServicePackage(target(root, service).resolve("quarkus-app/quarkus-run.jar"), false);
    }

    public static ServicePackage executable(Path target) {
        try (var files = Files.newDirectoryStream(target, "*-runner")) {
            var found = files.iterator();
            return new ServicePackage(found.hasNext() ? found.next() : target.resolve("no-runner"), true);
        } catch (IOException e) {
            return new ServicePackage(target.resolve("no-runner"), true);
        }
    }

    public static Path target(Path root, Service service) {
        return root.resolve(service.id()).resolve("target");
    }

    /** Where training leaves the AOT cache of the jar, and where an image takes it from. */
    public static Path aotCache(Path root, Service service) {
        return target(root, service).resolve("aot/app.aot");
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** @param isWatched ready soon is then worth more than fast later, where three JVMs share two cores */
    public List<String> command(Path temporaryFolder, boolean isWatched) {
        return isNative
                ? executable()
                : java(
                        temporaryFolder,
                        List.of(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=" + (isWatched ? 1 : 4)));
    }

    /** The jar, in a JVM with these options. */
    public List<String> java(Path temporaryFolder, Collection<String> options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // Nothing may stay behind in the machine's temporary folder.
        command.add("-XX:-UsePerfData");
        command.add("-Djava.io.tmpdir=" + temporaryFolder);
        command.addAll(List.of("-jar", file.toString()));
        return command;
    }

    /** The executable, as its image starts it. */
    public List<String> executable() {
        return List.of(file.toString(), HEAP_OF_AN_EXECUTABLE, "-XX:+ExitOnOutOfMemoryError");
    }
}
