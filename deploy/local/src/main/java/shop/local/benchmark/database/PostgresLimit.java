package shop.local.benchmark.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import shop.backends.PostgresServer;
import shop.backends.process.BoundedWait;
import shop.backends.process.ChildProcess;
import shop.backends.process.TemporaryFolder;
import shop.local.program.Executables;
import shop.local.program.StartFailure;
import shop.local.shop.Account;
import shop.local.shop.LocalShop;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Line;
import shop.local.shop.ShopClient.Product;

/** What PostgreSQL reaches without the services: pgbench sends the statements of orders to a server of its own. */
public final class PostgresLimit implements AutoCloseable {
    private static final String DATABASE = "shop";
    private static final Duration LOG_LIMIT = Duration.ofSeconds(30);
    private static final Duration FIRST_ORDER_LIMIT = Duration.ofSeconds(60);
    private static final Pattern THROUGHPUT = Pattern.compile("tps = ([0-9.]+)");
    private static final int NUMBERS_PER_RUN = 100_000_000;

    private final TemporaryFolder folder = new TemporaryFolder("shop-pgbench-");
    private final Path pgbench;
    private final PostgresServer server;
    private int runs;

    private PostgresLimit(Path pgbench) {
        this.pgbench = pgbench;
        this.server = PostgresServer.startDurable(List.of(DATABASE));
    }

    /** The program of PostgreSQL that measures it; not part of the embedded one. */
    public static Optional<Path> pgbench() {
        return Executables.find(List.of("pgbench"));
    }

    /**
     * Places an order in a shop, and starts a server for its statements.
     *
     * @param root the folder of the root pom, whose migrations create the tables
     */
    public static PostgresLimit start(Path pgbench, Path root, LocalShop shop) {
        var script = record(shop);
        var limit = new PostgresLimit(pgbench);
        try {
            Files.writeString(limit.script(), script.toString());
            limit.createTables(root);
            return limit;
        } catch (IOException e) {
            limit.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            limit.close();
            throw e;
        }
    }

    private static OrderScript record(LocalShop shop) {
        var products = List.of("limit-1", "limit-2");
        var customer = Account.of("limit@shop.example");
        try (var client = new ShopClient(shop);
                var database = DatabaseConnection.of(shop.postgres(), "postgres")) {
            var operator = client.token(shop.operator());
            products.forEach(id -> client.createProduct(operator, Product.of(id, "Porcelain mug", "8.40", 10))
                    .expecting(201));
            client.register(customer, "Ada Lovelace").expecting(201);
            var token = client.token(customer);
            log(database, "all");
            var lines = products.stream().map(id -> new Line(id, 1)).toArray(Line[]::new);
            var response = new AtomicReference<Response>();
            // Cold services on a busy machine may answer 503 at first.
            BoundedWait.upTo(FIRST_ORDER_LIMIT).until(() -> {
                response.set(client.placeOrder(token, "standard", lines));
                return response.get().status() != 503;
            });
            var id = response.get().expecting(201).json().path("id").asText();
            awaitEvents(shop);
            log(database, "none");
            return OrderScript.of(Files.readString(shop.postgres().log()), id, products);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the events of the order have had their effect, whose statements belong to the order. */
    private static void awaitEvents(LocalShop shop) {
        try (var orders = DatabaseConnection.of(shop.postgres(), Service.ORDER.database())) {
            BoundedWait.upTo(LOG_LIMIT)
                    .until(() -> orders.row("select count(*) from outbox").equals(List.of("0")));
        }
    }

    /** Orders per second. */
    public double throughput(int clients, Duration duration) {
        var log = folder.path().resolve("pgbench-" + runs + ".log");
        var command = List.of(
                pgbench.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=" + Math.min(clients, Runtime.getRuntime().availableProcessors()),
                "--time=" + duration.toSeconds(),
                "--define=count=" + (long) runs++ * NUMBERS_PER_RUN,
                "--file=" + script(),
                "--host=127.0.0.1",
                "--port=" + server.port(),
                "--username=" + server.username(),
                DATABASE);
        // The plans are those of the services' connections.
        var environment = Map.of("PGPASSWORD", server.password(), "PGOPTIONS", "-c plan_cache_mode=force_generic_plan");
        try (var process = ChildProcess.start("pgbench", command, environment, folder.path(), log)) {
            var failed = process.exitCode(duration.multipliedBy(2).plus(LOG_LIMIT)) != 0;
            var throughput = THROUGHPUT.matcher(String.join("\n", process.lastLines(20)));
            if (failed || !throughput.find()) {
                throw new StartFailure("pgbench failed.", process.lastLines(20));
            }
            return Double.parseDouble(throughput.group(1));
        }
    }

    Books books() {
        return Books.of(server, DATABASE, DATABASE);
    }

    @Override
    public void close() {
        server.close();
        folder.close();
    }

    private Path script() {
        return folder.path().resolve("order.sql");
    }

    private void createTables(Path root) {
        try (var database = DatabaseConnection.of(server, DATABASE)) {
            // One after the other, because several services have a table of the same name.
            for (var service : Service.values()) {
                var schema = service.database();
                database.execute("create schema %s; set search_path to %s".formatted(schema, schema));
                MigrationScripts.apply(root, service, database);
            }
            var schemas = Arrays.stream(Service.values()).map(Service::database).collect(Collectors.joining(", "));
            database.execute("alter database %s set search_path to %s".formatted(DATABASE, schemas));
            database.execute("set search_path to " + schemas);
            database.execute("""
                    insert into products (id, name, price, available)
                    select 'load-' || number, 'Porcelain mug', 8.40, 1000000000
                    from generate_series(10, 59) as number""");
        }
    }

    private static void log(DatabaseConnection database, String statements) {
        database.execute("alter system set log_line_prefix = '%p '");
        database.execute("alter system set log_statement = '" + statements + "'");
        database.execute("select pg_reload_conf()");
        // The server passes the signal on to the other connections before it changes its own.
        BoundedWait.upTo(LOG_LIMIT)
                .until(() -> database.row("show log_statement").equals(List.of(statements)));
    }
}
