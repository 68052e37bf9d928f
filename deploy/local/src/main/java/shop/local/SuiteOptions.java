package shop.local;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import shop.backends.Ports;

/**
 * Where a suite is built and where it listens.
 *
 * @param root the folder of the root pom
 * @param traces the OTLP endpoint that the services send to
 */
record SuiteOptions(Path root, Map<Service, Service.Address> addresses, String traces) {

    /** At the contract's ports. */
    static SuiteOptions contract(Path root, String traces) {
        return new SuiteOptions(root, Arrays.stream(Service.values()).collect(toMap(s -> s, Service::address)), traces);
    }

    /** At free ports, so that a suite that runs already is in nobody's way. */
    static SuiteOptions freePorts(Path root, String traces) {
        var addresses = new EnumMap<Service, Service.Address>(Service.class);
        for (var service : Service.values()) {
            addresses.put(service, new Service.Address(Ports.free(), Ports.free()));
        }
        return new SuiteOptions(root, addresses, traces);
    }
}
