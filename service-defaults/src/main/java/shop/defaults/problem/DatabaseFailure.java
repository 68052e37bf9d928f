package shop.defaults.problem;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Tells by its SQLSTATE (PostgreSQL, appendix A) why a statement failed. */
final class DatabaseFailure {

    // Connection exception, insufficient resources, operator intervention.
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57");
    private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

    private DatabaseFailure() {}

    /** The database cannot be reached, or there was no connection to it in time. */
    static boolean isOutage(Throwable failure) {
        // The pool's own exceptions have no state.
        return cause(failure)
                .map(SQLException::getSQLState)
                .map(state -> OUTAGE_CLASSES.contains(state.substring(0, 2)))
                .orElse(cause(failure).isPresent());
    }

    /** PostgreSQL stores no U+0000. */
    static boolean isUnstorableText(Throwable failure) {
        return cause(failure)
                .map(SQLException::getSQLState)
                .filter(CHARACTER_NOT_IN_REPERTOIRE::equals)
                .isPresent();
    }

    private static Optional<SQLException> cause(Throwable failure) {
        return Causes.of(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }
}
