package shop.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

    @Test
    void logs_an_unexpected_exception_itself() {
        var bug = new IllegalStateException("There is nobody to greet");

        var record = logged(HttpProblem.of(500, bug));

        assertThat(record.getLevel().intValue()).isEqualTo(Level.SEVERE.intValue());
        assertThat(record.getThrown()).isSameAs(bug);
    }

    @Test
    void logs_a_named_failure_with_its_cause() {
        var outage = new DependencyUnavailable("The database", new IllegalStateException());

        assertThat(logged(outage).getThrown()).isSameAs(outage);
    }

    @Test
    void logs_a_client_error_in_one_line() {
        var record = logged(HttpProblem.of(404, new IllegalArgumentException()));

        assertThat(record.getLevel()).isEqualTo(Level.INFO);
        assertThat(record.getThrown()).isNull();
    }

    private static LogRecord logged(Problem problem) {
        var records = new Records();
        var logger = Logger.getLogger(ProblemMapper.class.getName());
        logger.addHandler(records);
        try {
            ProblemMapper.log(problem);
        } finally {
            logger.removeHandler(records);
        }
        assertThat(records.all).hasSize(1);
        return records.all.getFirst();
    }

    private static final class Records extends Handler {

        private final List<LogRecord> all = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            all.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
