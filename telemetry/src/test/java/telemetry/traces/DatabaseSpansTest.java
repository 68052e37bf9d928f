package telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.semconv.DbAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSpansTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select o.id from orders o left join order_lines l on o.id = l.order_id where o.id = ? | orders
            insert into reservation_lines (order_id) select ?, * from unnest(?) | reservation_lines
            update order_lines set unit_price = p.price from unnest(?) as p(price) | order_lines
            DELETE FROM only users WHERE id = ? | users
            create table if not exists signing_keys (id text) | signing_keys
            select * from "flyway_schema_history" | flyway_schema_history""")
    void the_main_table_is_the_first_that_a_statement_names(String statement, String table) {
        assertThat(DatabaseSpans.mainTable(statement)).contains(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select ?", "set application_name = ?", "", "select count(*) from (select ?) as t"})
    void a_statement_may_name_no_table(String statement) {
        assertThat(DatabaseSpans.mainTable(statement)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SELECT, SELECT orders", ", orders"})
    void the_name_of_a_statement_is_its_operation_and_its_main_table(String operation, String name) {
        var span = span(DbAttributes.DB_QUERY_TEXT, "select id from orders", operation, "redis://redis:6380");

        assertThat(span.getName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            with placed as (insert into orders values (?)) insert into order_lines select id from placed | INSERT orders
            with confirmed as (update orders set total = ?) update order_lines set unit_price = ? | UPDATE orders
            WITH old AS (SELECT id FROM users FOR UPDATE) DELETE FROM logins USING old | DELETE logins
            with locked as (select id from products p join unnest(?) r on true for no key update of p), \
            held as (insert into reservations select ? from locked) select id from locked | INSERT reservations
            with recent as (select id from orders) select count(*) from recent | SELECT orders""")
    void a_statement_with_several_parts_is_named_after_the_first_that_writes(String statement, String name) {
        var span = span(DbAttributes.DB_QUERY_TEXT, statement, "SELECT", "redis://redis:6380");

        assertThat(span.getName()).isEqualTo(name);
        assertThat(span.getAttribute(DbAttributes.DB_OPERATION_NAME) + " "
                        + span.getAttribute(DbAttributes.DB_COLLECTION_NAME))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"redis://redis:6380, 6380", "redis://redis, 6379"})
    void a_Redis_command_has_the_address_of_its_server(String server, long port) {
        var span = span(DbAttributes.DB_SYSTEM_NAME, "redis", "get", server);

        assertThat(span.getName()).isEqualTo("GET");
        assertThat(span.getAttribute(ServerAttributes.SERVER_ADDRESS)).isEqualTo("redis");
        assertThat(span.getAttribute(ServerAttributes.SERVER_PORT)).isEqualTo(port);
    }

    private static ReadableSpan span(AttributeKey<String> key, String value, String operation, String redis) {
        try (var traces = SdkTracerProvider.builder()
                .addSpanProcessor(new DatabaseSpans(Optional.of(List.of(URI.create(redis)))))
                .build()) {
            return (ReadableSpan) traces.get("test")
                    .spanBuilder("span")
                    .setAttribute(key, value)
                    .setAttribute(DbAttributes.DB_OPERATION_NAME, operation)
                    .startSpan();
        }
    }
}
