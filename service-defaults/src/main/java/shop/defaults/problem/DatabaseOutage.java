package shop.defaults.problem;

import java.sql.SQLException;
import java.util.Set;

/** Tells a database that cannot be reached from a statement that failed. */
final class DatabaseOutage {

    // Connection exception, insufficient resources, operator intervention: PostgreSQL's appendix A.
    private static final Set<String> CLASSES = Set.of("08", "53", "57");

    private DatabaseOutage() {}

    static boolean isBehind(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = sql.getSQLState();
                // The pool's own exceptions, such as no connection in time, have no state.
                return state == null || CLASSES.contains(state.substring(0, 2));
            }
        }
        return false;
    }
}
