package shop.local.benchmark.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderScriptTest {
    private static final String ORDER = "019ad5a0-0000-7000-8000-000000000001";
    private static final String LOG = """
            postgres is ready
            11 LOG:  execute <unnamed>: BEGIN
            11 LOG:  execute S_1: insert into orders (id, type)
            \tvalues ($1, $2)
            11 DETAIL:  Parameters: $1 = 'ORDER', $2 = 'STANDARD'
            12 LOG:  execute <unnamed>: BEGIN
            12 LOG:  execute <unnamed>: select name from users where id = $1
            12 DETAIL:  Parameters: $1 = '019ad5a0-0000-7000-8000-0000000000ff'
            11 LOG:  execute S_2: COMMIT
            12 LOG:  execute <unnamed>: COMMIT
            13 LOG:  execute <unnamed>: insert into lines select $1, * from unnest($2, $3, $4)
            13 DETAIL:  Parameters: $1 = 'ORDER', $2 = '{a-1,a-2}', $3 = '{1,2}', $4 = '{8.40,NULL}'
            14 LOG:  execute <unnamed>: BEGIN
            14 LOG:  execute <unnamed>: update orders set reason = $1 where id = $2
            14 DETAIL:  Parameters: $1 = NULL, $2 = 'ORDER'
            14 LOG:  execute <unnamed>: ROLLBACK
            """.replace("ORDER", ORDER);

    @Test
    void has_the_committed_transactions_of_one_order() {
        var script = OrderScript.of(LOG, ORDER, List.of("a-1", "a-2"));

        assertThat(script.toString().lines().filter(line -> !line.startsWith("\\set")))
                .containsExactly(
                        "\\startpipeline",
                        "begin;",
                        "insert into orders (id, type)",
                        "values (('' || lpad(to_hex(:number::bigint), 32, '0') || '')::uuid, 'STANDARD');",
                        "\\endpipeline",
                        "COMMIT;",
                        "insert into lines select ('' || lpad(to_hex(:number::bigint), 32, '0') || '')::uuid, *"
                                + " from unnest(('{' || 'load-' || :first::text || ',' || 'load-' || :second::text"
                                + " || '}')::text[], ('{1,2}')::bigint[], ('{8.40,NULL}')::numeric[]);");
    }
}
