package shop.local.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import shop.backends.process.Ports;
import shop.local.program.StartFailure;

/** Checks packages, ports and memory before the shop starts. */
public final class StartupChecks {
    /** Memory of PostgreSQL, Redis, four small JVMs and this one, with some reserve. */
    private static final long MEBIBYTES_NEEDED = 1_300;

    private StartupChecks() {}

    /** @param frontend where the frontend will listen */
    public static void check(Path root, Service.Address frontend) {
        checkPackages(root);
        checkPackage(ServicePackage.frontend(root), Frontend.ID, root);
        checkPorts(Service.ORDER.id(), Service.ORDER.address());
        checkPorts(Service.USER.id(), Service.USER.address());
        checkPorts(Service.INVENTORY.id(), Service.INVENTORY.address());
        checkPorts(Frontend.ID, frontend);
        availableMebibytes().ifPresent(StartupChecks::checkMemory);
    }

    public static void checkPackages(Path root) {
        for (var service : Service.values()) {
            checkPackage(ServicePackage.of(root, service), service.id(), root);
        }
    }

    private static void checkPackage(ServicePackage packaged, String name, Path root) {
        if (!packaged.exists()) {
            throw new StartFailure(name + " is not packaged under " + root + ": run `make build` first.");
        }
    }

    private static void checkPorts(String name, Service.Address address) {
        checkPort(name, address.port());
        checkPort(name, address.managementPort());
    }

    static void checkPort(String name, int port) {
        if (Ports.isTaken(port)) {
            throw new StartFailure("Port " + port + ", which " + name
                    + " needs, is taken: stop what listens there (`lsof -i :" + port + "` names it) and try again.");
        }
    }

    static void checkMemory(long availableMebibytes) {
        if (availableMebibytes < MEBIBYTES_NEEDED) {
            throw new StartFailure("Too little free memory: the shop needs about " + MEBIBYTES_NEEDED + " MiB and "
                    + availableMebibytes + " MiB are available. Close something and try again.");
        }
    }

    /** Memory that is available without swapping; known on Linux only. */
    private static Optional<Long> availableMebibytes() {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> Arrays.asList(line.split("\\s+")).get(1))
                    .map(kibibytes -> Long.parseLong(kibibytes) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
