package telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

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
}
