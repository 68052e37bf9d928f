package shop.local.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import shop.backends.process.BoundedWait;
import shop.local.program.StartFailure;

/** The frontend of a shop as a child process. */
public final class Frontend implements AutoCloseable {
    public static final String ID = "frontend";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Service.Address address;
    private final ServiceProcess process;

    private Frontend(List<String> command, Map<String, String> environment, Service.Address address, Path folder) {
        this.address = address;
        process = ServiceProcess.start(ID, command, environment, address, folder, http);
    }

    /** Ports 8088 and 9088, or those of {@code FRONTEND_PORT} and {@code FRONTEND_MANAGEMENT_PORT}. */
    public static Service.Address contractAddress() {
        return new Service.Address(port("FRONTEND_PORT", "8088"), port("FRONTEND_MANAGEMENT_PORT", "9088"));
    }

    private static int port(String variable, String usual) {
        return Integer.parseInt(System.getenv().getOrDefault(variable, usual));
    }

    /**
     * Launches it without waiting.
     *
     * @param customer the account that one click signs in
     * @param traces receives OTLP and answers as Jaeger and Loki do
     * @param environment further variables; override the defaults
     * @param folder for its log and temporary files
     */
    public static Frontend start(
            Path root,
            Shop shop,
            Account customer,
            URI traces,
            Map<String, String> environment,
            Service.Address address,
            Path folder) {
        var variables = new HashMap<String, String>();
        // Threads of the JVM would keep memory in arenas of their own.
        variables.put("MALLOC_ARENA_MAX", "1");
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_HTTP_PORT", String.valueOf(address.port()));
        variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        variables.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(address.managementPort()));
        for (var service : Service.values()) {
            var prefix = service.name() + "_SERVICE_";
            variables.put(prefix + "URL", shop.address(service).url());
            variables.put(prefix + "MANAGEMENT_URL", shop.address(service).managementUrl());
        }
        variables.put("SHOP_CURRENCY", LocalShop.CURRENCY);
        variables.put("SHOP_FAULTS_ENABLED", "true");
        variables.put("OPERATOR_EMAIL", shop.operator().name());
        variables.put("OPERATOR_PASSWORD", shop.operator().password());
        variables.put("DEMO_CUSTOMER_EMAIL", customer.name());
        variables.put("DEMO_CUSTOMER_PASSWORD", customer.password());
        variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", traces.toString());
        variables.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "500MS");
        variables.put("JAEGER_QUERY_URL", traces.toString());
        variables.put("LOKI_URL", traces.toString());
        variables.putAll(environment);
        try {
            var command = ServicePackage.frontend(root).frontendCommand(Files.createDirectories(folder.resolve("tmp")));
            return new Frontend(command, variables, address, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return address.url();
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return process.log();
    }

    /** @throws StartFailure if it does not become ready */
    public void awaitReady() {
        var ready = BoundedWait.upTo(START_TIMEOUT).until(() -> !process.isAlive() || process.isReady());
        if (!ready || !process.isAlive()) {
            throw process.failure("was not ready within " + START_TIMEOUT.toSeconds() + " s.");
        }
    }

    @Override
    public void close() {
        process.close();
        http.shutdownNow();
    }
}
