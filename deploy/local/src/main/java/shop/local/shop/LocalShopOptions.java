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
 * Sources, addresses and environment of a {@link LocalShop}.
 *
 * @param root the folder of the root pom
 * @param traces the OTLP endpoint that the services send to
 * @param environment further variables of every service; override the defaults
 * @param isInteractive optimizes for a quick start and for traces that appear at once
 * @param isDurable PostgreSQL waits for its disk
 */
public record LocalShopOptions(
        Path root,
        Map<Service, Service.Address> addresses,
        String traces,
        Map<String, String> environment,
        boolean isInteractive,
        boolean isDurable) {

    public LocalShopOptions {
        environment = Map.copyOf(environment);
    }

    /** At the default ports. */
    public static LocalShopOptions contract(Path root, String traces) {
        var addresses = Arrays.stream(Service.values()).collect(toMap(s -> s, Service::address));
        return new LocalShopOptions(root, addresses, traces, Map.of(), true, false);
    }

    /** At free ports, so that several shops can run. */
    public static LocalShopOptions freePorts(Path root, String traces) {
        var addresses = new EnumMap<Service, Service.Address>(Service.class);
        for (var service : Service.values()) {
            addresses.put(service, new Service.Address(Ports.free(), Ports.free()));
        }
        return new LocalShopOptions(root, addresses, traces, Map.of(), true, false);
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
        return new LocalShopOptions(root, addresses, traces, more, isInteractive, isDurable);
    }

    /** As in production: default export intervals, and all tiers of the JIT compiler. */
    public LocalShopOptions underLoad() {
        return new LocalShopOptions(root, addresses, traces, environment, false, isDurable);
    }

    /** PostgreSQL waits for its disk, as in production. */
    public LocalShopOptions durable() {
        return new LocalShopOptions(root, addresses, traces, environment, isInteractive, true);
    }
}
