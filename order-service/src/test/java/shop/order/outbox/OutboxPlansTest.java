package shop.order.outbox;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import shop.defaults.Database;
import shop.order.ServiceTest;
import shop.order.outbox.OutboxRepository.Published;
import shop.order.outbox.OutboxRepository.Sent;

/** The statements of the outbox read indexes, with 10,000 published events and 90,000 after an outage of Redis. */
@ServiceTest
@TestProfile(OutboxTest.ByHand.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxPlansTest {

    private static final int PREPARED_FROM = 5;

    @Inject
    OutboxRepository rows;

    @Inject
    Database database;

    @BeforeAll
    void fill() {
        database.update("delete from outbox");
        database.update("""
                insert into outbox (id, order_id, type, occurred_at, message_id)
                select gen_random_uuid(), md5('outbox' || n % 70000)::uuid, 'OrderConfirmed', now(),
                    case when n <= 10000 then n || '-0' end
                from generate_series(1, 100000) n""");
        database.update("""
                insert into orders (id, user_id, type, status, total, currency, trace_id, created_at, updated_at)
                select md5('outbox' || n)::uuid, gen_random_uuid(), 'STANDARD', 'CONFIRMED', 10, 'EUR', '-', now(),
                    now()
                from generate_series(0, 69999) n""");
        // As autovacuum does after so many inserts.
        database.update("vacuum analyze outbox, orders");
    }

    @AfterAll
    void clear() {
        database.update("delete from outbox");
        database.update("delete from orders where trace_id = '-'");
        database.update("vacuum analyze outbox, orders");
    }

    @Test
    void unpublished_events_are_read_in_their_order() {
        assertThat(plan("select event.position%", rows::lockUnpublished))
                .contains("outbox_unpublished on outbox event")
                .contains("outbox_of_order on outbox earlier")
                .contains("orders_pkey")
                .doesNotContain("Seq Scan", "Sort", "Hash");
    }

    @Test
    void published_events_are_read_in_their_order() {
        assertThat(plan("select position, id, message_id%skip locked%", rows::lockPublished))
                .contains("outbox_published")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void dead_events_are_read_by_an_index() {
        assertThat(plan("select position, id, message_id%is_dead order%", rows::dead))
                .contains("outbox_dead")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void events_are_marked_and_removed_by_their_position() {
        var row = new Published(1, UUID.randomUUID(), new MessageId(1, 0));

        assertThat(plan(
                        "update outbox set message_id = sent%",
                        () -> rows.setSent(List.of(new Sent(1, Optional.of(row.message()), null)))))
                .contains("outbox_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan("update outbox set message_id = null%", () -> rows.setUnpublished(List.of(row))))
                .contains("outbox_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan("update outbox set is_dead%", () -> rows.setDead(List.of(row))))
                .contains("outbox_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan("delete from outbox%", () -> rows.delete(List.of(row))))
                .contains("outbox_pkey")
                .doesNotContain("Seq Scan");
    }

    @Test
    void the_oldest_of_the_backlog_is_read_by_an_index() {
        assertThat(plan("select count(*) as events%", rows::unpublished))
                .contains("Index Scan using outbox_unpublished")
                .doesNotContain("Sort");
    }

    @Test
    void what_is_published_is_read_by_an_index() {
        assertThat(plan("select message_id from outbox%", rows::firstPublished))
                .contains("outbox_published")
                .doesNotContain("Seq Scan");
        assertThat(plan("with message as%", () -> rows.undelivered(GroupProgress.NONE)))
                .contains("outbox_published")
                .doesNotContain("Seq Scan");
    }

    /** The plan of the statement like the pattern, as the driver has prepared it. */
    private String plan(String pattern, Runnable statement) {
        return QuarkusTransaction.requiringNew().call(() -> {
            for (var call = 0; call < 2 * PREPARED_FROM; call++) {
                statement.run();
            }
            var execute = database.query(
                            """
                            select name, array_to_string(parameter_types, '|') as types
                            from pg_prepared_statements where statement like ? and generic_plans > 0""",
                            row -> "explain execute \"%s\"%s"
                                    .formatted(row.getString("name"), values(row.getString("types"))),
                            pattern)
                    .getFirst();
            return database.query(execute, row -> row.getString(1)).stream().collect(joining("\n"));
        });
    }

    private static String values(String types) {
        return types.isEmpty()
                ? ""
                : Arrays.stream(types.split("\\|")).map(OutboxPlansTest::value).collect(joining(", ", "(", ")"));
    }

    private static String value(String type) {
        return switch (type) {
            case "bigint[]" -> "'{1,2}'";
            case "text[]" -> "'{1-0,2-0}'";
            case "text", "character varying" -> "'1-0'";
            default -> throw new AssertionError("A parameter of type " + type);
        };
    }
}
