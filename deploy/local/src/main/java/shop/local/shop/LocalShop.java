package shop.local.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import shop.backends.PostgresServer;
import shop.backends.RedisServer;
import shop.backends.process.BoundedWait;
import shop.backends.process.TemporaryFolder;
import shop.local.program.StartFailure;

/** The three services with PostgreSQL and Redis as child processes; closing it leaves no process and no file. */
public final class LocalShop implements Shop, AutoCloseable {
    public static final String CURRENCY = "EUR";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(300);

    private final LocalShopOptions options;
    private final Launch launch;
    private final TemporaryFolder folder = new TemporaryFolder("shop-");
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Account operator = Account.of("operator@shop.example");
    private final String clientSecret = Secrets.next();
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private volatile PostgresServer postgres;
    private volatile RedisServer redis;

    private LocalShop(LocalShopOptions options, Launch launch) {
        this.options = options;
        this.launch = launch;
    }

    /**
     * Starts the shop and waits until every service is ready.
     *
     * @param progress receives one line per step
     * @throws StartFailure if a service does not become ready
     */
    public static LocalShop start(LocalShopOptions options, Consumer<String> progress) {
        Launch launch = (service, temporary) ->
                ServicePackage.of(options.root(), service).command(temporary, options.isInteractive());
        return start(options, launch, progress);
    }

    /** Starts the shop with another way to launch the services. */
    public static LocalShop start(LocalShopOptions options, Launch launch, Consumer<String> progress) {
        var localShop = new LocalShop(options, launch);
        try {
            progress.accept("PostgreSQL and Redis");
            localShop.startBackends();
            progress.accept("user-service, inventory-service and order-service");
            Arrays.stream(Service.values()).forEach(localShop::launch);
            localShop.awaitReady(List.of(Service.values()), progress);
            return localShop;
        } catch (RuntimeException e) {
            localShop.close();
            throw e;
        }
    }

    @Override
    public Service.Address address(Service service) {
        return options.addresses().get(service);
    }

    @Override
    public Account operator() {
        return operator;
    }

    public String databaseUrl(Service service) {
        return postgres.jdbcUrl(service.database());
    }

    public Account databaseAccount() {
        return new Account(postgres.username(), postgres.password());
    }

    public String redisUrl() {
        return redis.url();
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public RedisServer redis() {
        return redis;
    }

    /** CPU time of a service since its start. */
    public Duration processorTime(Service service) {
        return services.get(service).processorTime();
    }

    /** The file with a service's standard output. */
    public Path log(Service service) {
        return services.get(service).log();
    }

    public long pid(Service service) {
        return services.get(service).pid();
    }

    public StartFailure failure(Service service, String line) {
        return services.get(service).failure(line);
    }

    /** Stops one service, as an outage does. */
    public void stop(Service service) {
        services.get(service).close();
    }

    /** Stops a service that needs more time to exit. */
    public void stop(Service service, Duration limit) {
        services.get(service).closeWithin(limit);
    }

    /** Ends a service at once, as {@code kill -9} does. */
    public void kill(Service service) {
        services.get(service).kill();
    }

    /** Makes a service hang until {@link #thaw}. */
    public void freeze(Service service) {
        services.get(service).freeze();
    }

    public void thaw(Service service) {
        services.get(service).thaw();
    }

    /** Launches a stopped service in another way, without waiting for it. */
    public void launch(Service service, Launch launch) {
        services.put(service, launch(service, launch, address(service), folder.path()));
    }

    /** Starts stopped services again and waits until they are ready. */
    public void restart(Service... stopped) {
        List.of(stopped).forEach(this::launch);
        awaitReady(List.of(stopped), _ -> {});
    }

    /** Starts another replica of a service and waits until it is ready. The caller closes it. */
    public ServiceProcess replica(Service service, Service.Address address) {
        var replica = launch(service, launch, address, folder.path().resolve("replicas"));
        var ready = BoundedWait.upTo(START_TIMEOUT).until(() -> !replica.isAlive() || replica.isReady());
        if (!ready || !replica.isAlive()) {
            replica.close();
            throw replica.failure("was not ready within " + START_TIMEOUT.toSeconds() + " s.");
        }
        return replica;
    }

    /** The same shop, with a replica instead of the first instance of its service. */
    public Shop withReplica(Service replicated, Service.Address replica) {
        return Shop.of(service -> service == replicated ? replica : address(service), () -> operator);
    }

    @Override
    public void close() {
        // In parallel: each may take seconds to finish its requests.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            services.values().forEach(service -> threads.submit(service::close));
        }
        http.shutdownNow();
        if (redis != null) {
            redis.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        folder.close();
    }

    private void startBackends() {
        var databases = Arrays.stream(Service.values()).map(Service::database).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var redisStart = threads.submit(() -> redis = RedisServer.start());
            var postgresStart = threads.submit(() -> postgres =
                    options.isDurable() ? PostgresServer.startDurable(databases) : PostgresServer.start(databases));
            redisStart.get();
            postgresStart.get();
        } catch (ExecutionException e) {
            throw new StartFailure(e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while PostgreSQL and Redis were starting.");
        }
    }

    private void launch(Service service) {
        launch(service, launch);
    }

    private ServiceProcess launch(Service service, Launch launch, Service.Address address, Path logs) {
        var temporary = folder.path().resolve("tmp");
        try {
            Files.createDirectories(temporary);
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = launch.command(service, temporary);
        return ServiceProcess.start(service.id(), command, environment(service, address), address, logs, http);
    }

    private Map<String, String> environment(Service service, Service.Address address) {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(address.port()));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(address.managementPort()));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", databaseUrl(service));
        environment.put("QUARKUS_DATASOURCE_USERNAME", postgres.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
        environment.put("QUARKUS_REDIS_HOSTS", redis.url());
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", options.traces());
        if (options.isInteractive()) {
            // Traces and messages of a single order appear at once.
            environment.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "500MS");
            environment.put("SHOP_ORDER_PROCESSED_SAMPLE_RATE", "1");
        }
        environment.put("USER_SERVICE_URL", address(Service.USER).url());
        environment.put("INVENTORY_SERVICE_URL", address(Service.INVENTORY).url());
        environment.put("ORDER_SERVICE_CLIENT_SECRET", clientSecret);
        environment.put("OPERATOR_EMAIL", operator.name());
        environment.put("OPERATOR_PASSWORD", operator.password());
        environment.put("SHOP_CURRENCY", CURRENCY);
        environment.put("SHOP_FAULTS_ENABLED", "true");
        environment.putAll(options.environment());
        return environment;
    }

    private void awaitReady(List<Service> awaited, Consumer<String> progress) {
        var waiting = new ArrayList<>(awaited);
        var ready = BoundedWait.upTo(START_TIMEOUT).until(() -> {
            waiting.removeIf(service -> isReady(service, progress));
            return waiting.isEmpty();
        });
        if (!ready && Thread.currentThread().isInterrupted()) {
            throw new StartFailure("Interrupted while the services were starting.");
        }
        if (!ready) {
            throw services.get(waiting.getFirst()).failure("was not ready within " + START_TIMEOUT.toSeconds() + " s.");
        }
    }

    private boolean isReady(Service service, Consumer<String> progress) {
        var process = services.get(service);
        if (!process.isAlive()) {
            throw process.failure("ended before it was ready.");
        }
        var ready = process.isReady();
        if (ready) {
            progress.accept(service.id() + " is ready");
        }
        return ready;
    }

    /** The command that starts a service. */
    @FunctionalInterface
    public interface Launch {

        /** @param temporary folder for temporary files */
        List<String> command(Service service, Path temporary);
    }
}
