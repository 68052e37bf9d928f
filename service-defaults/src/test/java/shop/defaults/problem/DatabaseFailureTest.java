package shop.defaults.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {

    @Test
    void is_an_outage_for_a_refused_connection_and_a_pool_that_is_exhausted() {
        assertThat(DatabaseFailure.isOutage(thrownFor(new SQLException("connection refused", "08001"))))
                .isTrue();
        assertThat(DatabaseFailure.isOutage(thrownFor(new SQLException("terminating connection", "57P01"))))
                .isTrue();
        assertThat(DatabaseFailure.isOutage(thrownFor(new SQLException("acquisition timeout"))))
                .isTrue();
    }

    @Test
    void is_no_outage_for_a_statement_that_failed_nor_for_anything_else() {
        assertThat(DatabaseFailure.isOutage(thrownFor(new SQLException("duplicate key", "23505"))))
                .isFalse();
        assertThat(DatabaseFailure.isOutage(new IllegalStateException("no database involved")))
                .isFalse();
    }

    @Test
    void is_an_unstorable_text_for_a_character_that_PostgreSQL_does_not_know() {
        assertThat(DatabaseFailure.isUnstorableText(thrownFor(new SQLException("invalid byte sequence", "22021"))))
                .isTrue();
        assertThat(DatabaseFailure.isUnstorableText(thrownFor(new SQLException("duplicate key", "23505"))))
                .isFalse();
    }

    private static RuntimeException thrownFor(SQLException cause) {
        return new IllegalStateException(new RuntimeException(cause));
    }
}
