package shop.inventory;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import shop.defaults.Database;
import shop.inventory.Reservation.Requested;

/** Statements read indexes, by the plans with which PostgreSQL executes them. */
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansTest {

    private static final List<Requested> LINES = List.of(new Requested("plan-7", 1), new Requested("plan-9000", 2));
    private static final int PREPARED_FROM = 5;

    @Inject
    Database database;

    @Inject
    ReserveStock reserveStock;

    @Inject
    SettleReservation settleReservation;

    @Inject
    ReservationRepository reservations;

    @Inject
    ProductRepository products;

    @BeforeAll
    void fill() {
        database.update("""
                insert into products
                select 'plan-' || n, 'Product', 1, 1000000 from generate_series(1, 10000) n""");
        database.update("""
                insert into reservations
                select md5('plan' || n)::uuid, 'HELD', 'EUR', now() from generate_series(1, 20000) n""");
        database.update("""
                insert into reservation_lines
                select md5('plan' || n)::uuid, 'plan-' || p, 1, 1
                from generate_series(1, 20000) n, generate_series(1, 2) p""");
        // As autovacuum does after so many inserts.
        database.update("analyze products, reservations, reservation_lines");
    }

    @AfterAll
    void clear() {
        database.update("""
                with cleared as (delete from reservation_lines where product_id like 'plan-%' returning order_id)
                delete from reservations where order_id in (select order_id from cleared)""");
        database.update("delete from products where id like 'plan-%'");
        database.update("analyze products, reservations, reservation_lines");
    }

    @Test
    void a_page_of_products_is_read_in_the_order_of_their_ids() {
        var plan = plan(
                "select%from products%order by%",
                () -> products.search(null).page(1, 20).list());

        assertThat(plan).contains("Index Scan using products_pkey").doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void a_reservation_reads_products_by_their_ids() {
        var plan = plan("with locked as (%requested.id%", () -> reserveStock.reserve(UUID.randomUUID(), LINES));

        assertThat(plan)
                .contains("Index Scan using products_pkey on products product")
                .contains("Index Scan using products_pkey on products  (")
                .doesNotContain("Seq Scan");
        // Rows are locked in the order of their ids.
        assertThat(plan).containsPattern("LockRows.*\\n\\s*->  Sort.*\\n\\s*Sort Key: product.id");
    }

    @Test
    void a_release_reads_products_by_their_ids() {
        var plan = plan(
                "with locked as (%reservation_lines%update products%",
                () -> {
                    var order = UUID.randomUUID();
                    reserveStock.reserve(order, LINES);
                    settleReservation.release(order);
                });

        assertThat(plan)
                .contains("Index Scan using products_pkey on products product")
                .contains("reservation_lines_pkey", "reservations_pkey")
                .doesNotContain("Seq Scan")
                .containsPattern("LockRows.*\\n\\s*->  (Sort.*\\n\\s*Sort Key: product.id|Nested Loop)");
    }

    @Test
    void a_confirmation_reads_its_reservation_by_the_order() {
        var plan = plan("update reservations%COMMITTED%", () -> reservations.commit(UUID.randomUUID()));

        assertThat(plan).contains("Index Scan using reservations_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void the_search_for_reservations_that_are_held_for_too_long_reads_only_those() {
        var plan = plan(
                "select order_id from reservations%HELD%",
                () -> reservations.heldSince(Instant.now().minus(Duration.ofDays(1)), 100));

        assertThat(plan).contains("using reservations_held").doesNotContain("Seq Scan", "Sort");
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
        return Arrays.stream(types.split("\\|")).map(PlansTest::value).collect(joining(", ", "(", ")"));
    }

    private static String value(String type) {
        return switch (type) {
            case "text[]" -> "'{plan-7,plan-9000}'";
            case "bigint[]" -> "'{1,2}'";
            case "uuid" -> "'" + UUID.randomUUID() + "'";
            case "text", "character varying" -> "'EUR'";
            case "timestamp with time zone" -> "now()";
            case "integer", "bigint" -> "2";
            default -> throw new AssertionError("A parameter of type " + type);
        };
    }
}
