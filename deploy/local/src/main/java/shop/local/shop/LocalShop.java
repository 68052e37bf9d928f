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

/** The three services with their databases and their Redis; closing it leaves no process and no file. */
public final class LocalShop implements Shop, AutoCloseable {
    public static final String CURRENCY = "EUR";

    private static final Duration START_LIMIT = Duration.ofSeconds(300);

    private final LocalShopOptions options;
    private final Launch launch;
    private final TemporaryFolder folder = new TemporaryFolder("shop-suite-");
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Credentials operator = Credentials.of("operator@shop.example");
    private final String clientSecret = Secrets.next();
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private volatile PostgresServer postgres;
    private volatile RedisServer redis;

    private LocalShop(LocalShopOptions options, Launch launch) {
        this.options = options;
        this.launch = launch;
    }

    /**
     * Starts it and waits until every service is ready.
     *
     * @param progress is told what happens, one line a step
     * @throws StartFailure where a service does not become ready
     */
    public static LocalShop start(LocalShopOptions options, Consumer<String> progress) {
        Launch launch = (service, temporary) ->
                ServicePackage.of(options.root(), service).command(temporary, options.isWatched());
        return start(options, launch, progress);
    }

    /** The same with services that are launched otherwise. */
    public static LocalShop start(LocalShopOptions options, Launch launch, Consumer<String> progress) {
        var suite = new LocalShop(options, launch);
        try {
            progress.accept("PostgreSQL and Redis");
            suite.startBackends();
            progress.accept("user-service, inventory-service and order-service");
            Arrays.stream(Service.values()).forEach(suite::launch);
            suite.awaitReady(List.of(Service.values()), progress);
            return suite;
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    @Override
    public Service.Address address(Service service) {
        return options.addresses().get(service);
    }

    @Override
    public Credentials operator() {
        return operator;
    }

    public String databaseUrl(Service service) {
        return postgres.jdbcUrl(service.database());
    }

    public Credentials databaseAccount() {
        return new Credentials(postgres.username(), postgres.password());
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

    /** The processor time that a service has taken since it was started. */
    public Duration processorTime(Service service) {
        return services.get(service).processorTime();
    }

    /** The file that takes a service's standard output. */
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

    /** Stops one that has more to do before it ends. */
    public void stop(Service service, Duration limit) {
        services.get(service).closeWithin(limit);
    }

    /** Launches a stopped service otherwise, and does not wait for it. */
    public void launch(Service service, Launch launch) {
        services.put(service, launch(service, launch, address(service), folder.path()));
    }

    /** Starts a stopped service again and waits until it is ready. */
    public void restart(Service service) {
        launch(service);
        awaitReady(List.of(service), _ -> {});
    }

    /** Starts one more of a service beside the first, and waits until it is ready; whoever wants it closes it. */
    public ServiceProcess replica(Service service, Service.Address address) {
        var replica = launch(service, launch, address, folder.path().resolve("replicas"));
        var ready = BoundedWait.upTo(START_LIMIT).until(() -> !replica.isAlive() || replica.isReady());
        if (!ready || !replica.isAlive()) {
            replica.close();
            throw replica.failure("was not ready within " + START_LIMIT.toSeconds() + " s.");
        }
        return replica;
    }

    /** The same shop, with one replica of a service in the place of the service. */
    public Shop seenAt(Service replicated, Service.Address replica) {
        return new Shop() {
            @Override
            public Service.Address address(Service service) {
                return service == replicated ? replica : LocalShop.this.address(service);
            }

            @Override
            public Credentials operator() {
                return operator;
            }
        };
    }

    @Override
    public void close() {
        // Side by side: each may take seconds to finish what it has in hand.
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
            var postgresStart = threads.submit(() -> postgres = PostgresServer.start(databases));
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
        return ServiceProcess.start(service, command, environment(service, address), address, logs, http);
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
        if (options.isWatched()) {
            // Who looks at one order wants its trace at once, and its message.
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
        var ready = BoundedWait.upTo(START_LIMIT).until(() -> {
            waiting.removeIf(service -> isReady(service, progress));
            return waiting.isEmpty();
        });
        if (!ready && Thread.currentThread().isInterrupted()) {
            throw new StartFailure("Interrupted while the services were starting.");
        }
        if (!ready) {
            throw services.get(waiting.getFirst()).failure("was not ready within " + START_LIMIT.toSeconds() + " s.");
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

    /** How a service is started. */
    @FunctionalInterface
    public interface Launch {

        /** @param temporary the folder that it has for temporary files */
        List<String> command(Service service, Path temporary);
    }
}
