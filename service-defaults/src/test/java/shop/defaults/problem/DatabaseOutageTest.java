package shop.defaults.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {

    @Test
    void is_behind_a_refused_connection_and_a_pool_that_is_exhausted() {
        assertThat(DatabaseOutage.isBehind(thrownFor(new SQLException("connection refused", "08001"))))
                .isTrue();
        assertThat(DatabaseOutage.isBehind(thrownFor(new SQLException("terminating connection", "57P01"))))
                .isTrue();
        assertThat(DatabaseOutage.isBehind(thrownFor(new SQLException("acquisition timeout"))))
                .isTrue();
    }

    @Test
    void is_not_behind_a_statement_that_failed_nor_anything_else() {
        assertThat(DatabaseOutage.isBehind(thrownFor(new SQLException("duplicate key", "23505"))))
                .isFalse();
        assertThat(DatabaseOutage.isBehind(new IllegalStateException("no database involved")))
                .isFalse();
    }

    private static RuntimeException thrownFor(SQLException cause) {
        return new IllegalStateException(new RuntimeException(cause));
    }
}
