package shop.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {

    @Test
    void is_an_outage_if_connections_fail_or_the_pool_is_exhausted() {
        assertThat(DatabaseFailure.isOutage(thrownFor(new SQLException("connection refused", "08001"))))
                .isTrue();
        assertThat(DatabaseFailure.isOutage(thrownFor(new SQLException("terminating connection", "57P01"))))
                .isTrue();
        assertThat(DatabaseFailure.isOutage(thrownFor(new SQLException("acquisition timeout"))))
                .isTrue();
    }

    @Test
    void is_no_outage_if_a_statement_or_anything_else_fails() {
        assertThat(DatabaseFailure.isOutage(thrownFor(new SQLException("duplicate key", "23505"))))
                .isFalse();
        assertThat(DatabaseFailure.isOutage(new IllegalStateException("no database involved")))
                .isFalse();
    }

    private static RuntimeException thrownFor(SQLException cause) {
        return new IllegalStateException(new RuntimeException(cause));
    }
}
