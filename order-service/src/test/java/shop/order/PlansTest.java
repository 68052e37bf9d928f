package shop.order;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import shop.defaults.Database;
import shop.defaults.idempotency.IdempotencyKey;
import shop.defaults.idempotency.IdempotencyKeys;

/** The statements of orders and their keys read indexes, by the plans with which PostgreSQL executes them. */
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansTest {

    private static final UUID OWNER = UUID.randomUUID();
    private static final Map<String, BigDecimal> PRICES = Map.of("kettle", new BigDecimal("19.90"));
    private static final int PREPARED_FROM = 5;

    @Inject
    Database database;

    @Inject
    OrderRepository orders;

    @Inject
    IdempotencyKeys keys;

    /** Keys of many customers, of which none has expired, and cancelled orders whose events are written. */
    @BeforeAll
    void fill() {
        database.update("""
                insert into idempotency_keys
                select md5('plan' || n / 10)::uuid, 'plan-' || n, '', gen_random_uuid(), 201, repeat('x', 500),
                       now() - n * interval '1 second'
                from generate_series(1, 50000) n""");
        database.update("""
                insert into orders (id, user_id, type, status, total, currency, trace_id, created_at, updated_at)
                select md5('plan' || n)::uuid, gen_random_uuid(), 'STANDARD', 'CANCELLED', 10, 'EUR', 'plan', now(),
                    now()
                from generate_series(1, 50000) n""");
        // As autovacuum does after so many inserts.
        database.update("analyze idempotency_keys, orders");
    }

    @AfterAll
    void clear() {
        database.update("delete from idempotency_keys where key like 'plan-%' or owner = ?", OWNER);
        database.update("delete from orders where trace_id = 'plan'");
        database.update("vacuum analyze idempotency_keys, orders");
    }

    @Test
    void a_response_is_found_by_its_key() {
        var plan = plan(
                "select status, response, fingerprint%",
                () -> keys.repeat(Optional.of(key()), String.class, () -> "new"));

        assertThat(plan)
                .contains("Index Scan using idempotency_keys_pkey")
                .doesNotContain("Seq Scan on idempotency_keys");
    }

    @Test
    void a_confirmation_stores_its_response_by_its_key() {
        var plan = plan("with changed as (%CONFIRMED%answered as (%", () -> orders.confirm(placed(), PRICES, "EUR"));

        assertThat(plan).contains("idempotency_keys_pkey").doesNotContain("Seq Scan on idempotency_keys");
    }

    @Test
    void an_abandoned_order_frees_its_key_among_those_of_its_customer() {
        var plan = plan("with changed as (%REJECTED%freed as (%", () -> orders.abandon(placed().id(), "overloaded"));

        assertThat(plan).contains("idempotency_keys_pkey").doesNotContain("Seq Scan on idempotency_keys");
    }

    @Test
    void orders_whose_event_is_missing_are_found_by_their_index() {
        var plan = plan("with changed as (%stock_held = false%", orders::writeMissingEvents);

        assertThat(plan).contains("orders_to_release").doesNotContain("Seq Scan");
    }

    @Test
    void expired_keys_are_read_by_their_age_and_deleted_by_their_address() {
        var plan = plan("delete from idempotency_keys where ctid%", keys::deleteExpired);

        assertThat(plan)
                .contains("Index Scan using idempotency_keys_by_age", "Tid Scan on idempotency_keys")
                .doesNotContain("Seq Scan", "Sort");
    }

    private static IdempotencyKey key() {
        return new IdempotencyKey(OWNER, UUID.randomUUID().toString(), new byte[32]);
    }

    private Order placed() {
        var lines = List.of(new OrderLine.Requested("kettle", 2));
        var order = orders.pending(new Order.Placement(OWNER, OrderType.STANDARD, lines, Optional.of(key())));
        orders.add(order);
        return order;
    }

    /** The plan of the statement like the pattern, as the driver has prepared it. */
    private String plan(String pattern, Runnable work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            for (var call = 0; call < 2 * PREPARED_FROM; call++) {
                work.run();
            }
            var execute = database.query(
                            """
                            select name, array_to_string(parameter_types, '|') as types
                            from pg_prepared_statements where statement like ? and generic_plans > 0""",
                            row -> "explain execute \"%s\" %s"
                                    .formatted(row.getString("name"), values(row.getString("types"))),
                            pattern)
                    .getFirst();
            return database.query(execute, row -> row.getString(1)).stream().collect(joining("\n"));
        });
    }

    private static String values(String types) {
        return types.isEmpty()
                ? ""
                : Arrays.stream(types.split("\\|")).map(PlansTest::value).collect(joining(", ", "(", ")"));
    }

    private static String value(String type) {
        return switch (type) {
            case "uuid" -> "'" + OWNER + "'";
            case "text", "character varying" -> "'text'";
            case "bytea" -> "''";
            case "numeric" -> "1";
            case "numeric[]" -> "'{1}'";
            case "integer", "bigint" -> "201";
            case "timestamp with time zone" -> "now()";
            default -> throw new AssertionError("A parameter of type " + type);
        };
    }
}
