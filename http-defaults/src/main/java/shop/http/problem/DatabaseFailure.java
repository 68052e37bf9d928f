package shop.http.problem;

import java.sql.SQLException;
import java.util.Set;
import telemetry.Causes;

/** Classifies database failures by SQLSTATE (PostgreSQL documentation, appendix A). */
public final class DatabaseFailure {

    // Connection exception, insufficient resources, operator intervention.
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57");

    private DatabaseFailure() {}

    /** Whether the database is unreachable or the pool had no connection in time. */
    public static boolean isOutage(Throwable failure) {
        // Agroal's own exceptions have no SQLSTATE.
        return Causes.find(failure, SQLException.class)
                .filter(cause -> cause.getSQLState() == null
                        || OUTAGE_CLASSES.contains(cause.getSQLState().substring(0, 2)))
                .isPresent();
    }
}
