package shop.local.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.local.compose.Compose;
import shop.local.program.StartFailure;
import shop.local.shop.Service;
import shop.local.shop.ServicePackage;

/** How a service is packaged. */
enum Packaging {
    JAR("jar", null),
    AOT("jar with AOT cache", "jvm"),
    NATIVE("native", "native");

    private final String label;
    private final String tag;

    /** @param tag of its image in Compose; null if it has none */
    Packaging(String label, String tag) {
        this.label = label;
        this.tag = tag;
    }

    boolean isThere(Path root) {
        return Arrays.stream(Service.values()).allMatch(service -> isThere(root, service));
    }

    private boolean isThere(Path root, Service service) {
        return switch (this) {
            case JAR -> true;
            case AOT -> Files.exists(ServicePackage.aotCache(root, service));
            case NATIVE -> executable(root, service).exists();
        };
    }

    List<String> command(Path root, Service service, Path temporary) {
        var options = new ArrayList<>(ServicePackage.IMAGE_OPTIONS);
        return switch (this) {
            case JAR -> ServicePackage.jar(root, service).java(temporary, options);
            case AOT -> {
                options.add("-XX:AOTCache=" + ServicePackage.aotCache(root, service));
                // Fails if the cache does not match the jar, instead of ignoring it.
                options.add("-XX:AOTMode=on");
                yield ServicePackage.jar(root, service).java(temporary, options);
            }
            case NATIVE -> executable(root, service).executable();
        };
    }

    long bytes(Path root, Service service) {
        var jar = ServicePackage.jar(root, service).file().getParent();
        return switch (this) {
            case JAR -> size(jar);
            case AOT -> size(jar) + size(ServicePackage.aotCache(root, service));
            case NATIVE -> size(executable(root, service).file());
        };
    }

    Optional<Long> imageBytes(Path root, Service service) {
        if (tag == null) {
            return Optional.empty();
        }
        var name = "observable-shop-" + service.id() + ":" + tag;
        try {
            var size = new Compose(root, Map.of(), "docker").docker("image", "inspect", "--format={{.Size}}", name);
            return Optional.of(Long.valueOf(size.getFirst()));
        } catch (StartFailure e) {
            // Docker or the image is missing.
            return Optional.empty();
        }
    }

    private static ServicePackage executable(Path root, Service service) {
        return ServicePackage.executable(ServicePackage.target(root, service));
    }

    private static long size(Path path) {
        try (var files = Files.walk(path)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
