package shop.order;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lists and sweeps read an index, by the generic plans of the statements that they send. */
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingOrdersTest {

    private static final int ORDERS = 1_100_000;
    private static final int BATCH = 50_000;
    private static final UUID BUSIEST = UUID.fromString("00000000-0000-7000-8000-0000000000aa");
    private static final UUID FIRST = new UUID(0, 0);
    private static final int PREPARED_FROM = 5;

    @Inject
    OrderRepository orders;

    @Inject
    Session database;

    @Inject
    DataSource dataSource;

    /** Of 1,100,000 orders, 1,000,000 belong to one customer; a few are cancelled, none is pending. */
    @BeforeAll
    void fill() throws SQLException {
        // The server cancels a statement of the service after 9 s.
        for (var from = 1; from < ORDERS; from += BATCH) {
            execute("""
                insert into orders
                    (id, user_id, type, status, reason, total, currency, trace_id, created_at, updated_at)
                select (lpad(to_hex(n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid,
                       case when n %% 11 = 0 then gen_random_uuid() else '%s'::uuid end, 'STANDARD',
                       case when n %% 1000 = 0 then 'CANCELLED' else 'CONFIRMED' end,
                       null, 10, 'EUR', 'listed', now(), now()
                from generate_series(%d, %d) n""".formatted(BUSIEST, from, from + BATCH - 1));
        }
        // As autovacuum does after so many inserts.
        execute("vacuum analyze orders");
    }

    @AfterAll
    void clear() throws SQLException {
        execute("truncate orders cascade");
    }

    @Test
    void of_a_customer_reads_an_index() {
        assertThat(plan(() -> orders.newestFirst(Optional.of(BUSIEST), Optional.empty())
                        .page(0, 20)
                        .list()))
                .contains("orders_of_user")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void of_a_customer_reads_an_index_on_a_deep_page() {
        assertThat(plan(() -> orders.newestFirst(Optional.of(BUSIEST), Optional.empty())
                        .page(ORDERS / 20 - 10_000, 20)
                        .list()))
                .contains("orders_of_user")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void of_a_customer_counts_by_an_index() {
        assertThat(plan(() -> orders.newestFirst(Optional.of(BUSIEST), Optional.empty())
                        .count()))
                .contains("orders_of_user")
                .doesNotContain("Seq Scan");
    }

    @Test
    void of_a_customer_by_status_reads_an_index() {
        for (var status : OrderStatus.values()) {
            assertThat(plan(() -> orders.newestFirst(Optional.of(BUSIEST), Optional.of(status))
                            .page(0, 20)
                            .list()))
                    .containsAnyOf("orders_of_user", "orders_by_status")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void of_all_customers_reads_an_index() {
        assertThat(plan(() -> orders.newestFirst(Optional.empty(), Optional.empty())
                        .page(0, 20)
                        .list()))
                .contains("orders_pkey")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void of_all_customers_reads_an_index_on_a_deep_page() {
        assertThat(plan(() -> orders.newestFirst(Optional.empty(), Optional.empty())
                        .page(ORDERS / 20 - 1, 20)
                        .list()))
                .contains("orders_pkey")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void of_all_customers_by_a_rare_status_reads_its_index() {
        for (var status : List.of(OrderStatus.CANCELLED, OrderStatus.PENDING)) {
            assertThat(plan(() -> orders.newestFirst(Optional.empty(), Optional.of(status))
                            .page(0, 20)
                            .list()))
                    .contains("orders_by_status")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void of_all_customers_by_a_common_status_reads_an_index() {
        for (var page : List.of(0, ORDERS / 20 - 1_000)) {
            assertThat(plan(() -> orders.newestFirst(Optional.empty(), Optional.of(OrderStatus.CONFIRMED))
                            .page(page, 20)
                            .list()))
                    .containsAnyOf("orders_by_status", "orders_pkey")
                    .doesNotContain("Seq Scan", "Sort");
        }
    }

    @Test
    void of_abandoned_orders_reads_the_index_of_their_status() {
        assertThat(plan(() -> orders.pendingSince(Instant.now(), FIRST)))
                .contains("orders_by_status")
                .doesNotContain("Seq Scan");
    }

    /** The generic plan of the statement that a query sends, as the driver has prepared it. */
    private String plan(Runnable query) {
        return QuarkusTransaction.requiringNew().call(() -> {
            database.createNativeMutationQuery("set local plan_cache_mode = force_generic_plan")
                    .executeUpdate();
            var before = prepared();
            for (var call = 0; call < 2 * PREPARED_FROM; call++) {
                query.run();
            }
            var statement = prepared().stream()
                    .filter(row -> !before.contains(row))
                    .filter(row -> row.contains("from orders"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Nothing was prepared"));
            return explained(statement);
        });
    }

    private void execute(String statement) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statements = connection.createStatement()) {
            statements.execute(statement);
        }
    }

    private List<String> prepared() {
        return database.createNativeQuery(
                        "select concat_ws('|', generic_plans, name, parameter_types, statement)"
                                + " from pg_prepared_statements",
                        String.class)
                .getResultList();
    }

    private String explained(String statement) {
        var parts = statement.split("\\|", 4);
        var types = parts[2].substring(1, parts[2].length() - 1);
        var values =
                Arrays.stream(types.split(",")).map(ListingOrdersTest::value).collect(joining(", ", "(", ")"));
        return database.createNativeQuery("explain execute \"" + parts[1] + "\"" + values, String.class)
                .getResultStream()
                .collect(joining("\n"));
    }

    private static String value(String type) {
        return switch (type.replace("\"", "")) {
            case "uuid" -> "'" + BUSIEST + "'";
            case "integer", "bigint" -> "20";
            case "timestamp with time zone" -> "now()";
            default -> throw new AssertionError("A parameter of type " + type);
        };
    }
}
