package shop.local.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A built service, as a jar or a native executable, and the command that launches it. */
public record ServicePackage(Path file, boolean isNative) {
    /** The heap that the JVM image has in its container of 512 MiB: initially a quarter, at most half of it. */
    public static final List<String> IMAGE_OPTIONS = List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC");

    /** The heap of the native image: 40 % of 192 MiB. */
    private static final String HEAP_OF_AN_EXECUTABLE = "-Xmx77m";

    private static final String HEAP = "-Xmx256m";
    /** The heap of its native image: 40 % of 128 MiB. */
    private static final String HEAP_OF_THE_FRONTEND = "-Xmx51m";

    /** A heap that grows and shrinks with what it holds, so that the frontend stays below 128 MiB: docs/frontend.md. */
    private static final List<String> SMALL_HEAP = List.of(
            "-Xms16m",
            "-Xmx30m",
            "-Xmn4m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TrimNativeHeapInterval=10000",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=5");

    private static final String NATIVE = "native";
    private static final String JAR = "quarkus-app/quarkus-run.jar";

    /** The jar, or the executable if {@code -Dnative} is set. */
    public static ServicePackage of(Path root, Service service) {
        return areNative() ? executable(target(root, service)) : jar(root, service);
    }

    public static boolean areNative() {
        return System.getProperty(NATIVE) != null;
    }

    public static ServicePackage jar(Path root, Service service) {
        return new ServicePackage(target(root, service).resolve(JAR), false);
    }

    public static ServicePackage executable(Path target) {
        try (var files = Files.newDirectoryStream(target, "*-runner")) {
            var found = files.iterator();
            return new ServicePackage(found.hasNext() ? found.next() : target.resolve("no-runner"), true);
        } catch (IOException e) {
            return new ServicePackage(target.resolve("no-runner"), true);
        }
    }

    /** The jar of the frontend, or its executable if {@code -Dnative} is set. */
    static ServicePackage frontend(Path root) {
        var target = root.resolve(Frontend.ID).resolve("target");
        return areNative() ? executable(target) : new ServicePackage(target.resolve(JAR), false);
    }

    public static Path target(Path root, Service service) {
        return root.resolve(service.id()).resolve("target");
    }

    /** The AOT cache that {@code AotTraining} writes and the image copies. */
    public static Path aotCache(Path root, Service service) {
        return target(root, service).resolve("aot/app.aot");
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** @param isInteractive prefers a quick start to peak performance */
    public List<String> command(Path temporaryFolder, boolean isInteractive) {
        return isNative
                ? executable()
                : java(
                        temporaryFolder,
                        List.of(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=" + (isInteractive ? 1 : 4)));
    }

    List<String> frontendCommand(Path temporaryFolder) {
        return isNative
                ? List.of(file.toString(), HEAP_OF_THE_FRONTEND, "-XX:+ExitOnOutOfMemoryError")
                : java(temporaryFolder, SMALL_HEAP);
    }

    /** The jar, in a JVM with these options. */
    public List<String> java(Path temporaryFolder, Collection<String> options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // Leaves no file in the machine's temporary folder.
        command.add("-XX:-UsePerfData");
        command.add("-Djava.io.tmpdir=" + temporaryFolder);
        command.addAll(List.of("-jar", file.toString()));
        return command;
    }

    /** The command of the native image. */
    public List<String> executable() {
        return List.of(file.toString(), HEAP_OF_AN_EXECUTABLE, "-XX:+ExitOnOutOfMemoryError");
    }
}
