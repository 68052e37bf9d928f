package shop.local.shop;

import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import shop.backends.process.Ports;

/**
 * Where a suite is built, where it listens and what else its services are told.
 *
 * @param root the folder of the root pom
 * @param traces the OTLP endpoint that the services send to
 * @param environment further variables of every service; they win over the suite's own
 * @param isWatched by people, who want it to start soon and to see its traces at once
 */
public record LocalShopOptions(
        Path root,
        Map<Service, Service.Address> addresses,
        String traces,
        Map<String, String> environment,
        boolean isWatched) {

    public LocalShopOptions {
        environment = Map.copyOf(environment);
    }

    /** At the contract's ports. */
    public static LocalShopOptions contract(Path root, String traces) {
        return new LocalShopOptions(
                root, Arrays.stream(Service.values()).collect(toMap(s -> s, Service::address)), traces, Map.of(), true);
    }

    /** At free ports, so that a suite that runs already is in nobody's way. */
    public static LocalShopOptions freePorts(Path root, String traces) {
        var addresses = new EnumMap<Service, Service.Address>(Service.class);
        for (var service : Service.values()) {
            addresses.put(service, new Service.Address(Ports.free(), Ports.free()));
        }
        return new LocalShopOptions(root, addresses, traces, Map.of(), true);
    }

    /** @param logs the whole URL, such as {@code http://localhost:4318/v1/logs} */
    public LocalShopOptions withLogsTo(URI logs) {
        return with("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", logs.toString());
    }

    public LocalShopOptions withErrorsTo(String dsn) {
        return with("SENTRY_DSN", dsn);
    }

    public LocalShopOptions with(String variable, String value) {
        return with(Map.of(variable, value));
    }

    public LocalShopOptions with(Map<String, String> variables) {
        var more = new HashMap<>(environment);
        more.putAll(variables);
        return new LocalShopOptions(root, addresses, traces, more, isWatched);
    }

    /** As in production: exporters take their time, and the JIT compiler goes all the way. */
    public LocalShopOptions unwatched() {
        return new LocalShopOptions(root, addresses, traces, environment, false);
    }
}
