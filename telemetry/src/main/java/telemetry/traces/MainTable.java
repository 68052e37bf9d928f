package telemetry.traces;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the table that a SQL statement is about: the first that it names. */
final class MainTable {

    private static final Pattern TABLE = Pattern.compile(
            "\\b(?:from|into|update|table)\\s+(?:if\\s+(?:not\\s+)?exists\\s+)?(?:only\\s+)?\"?([a-z_][\\w.]*)",
            Pattern.CASE_INSENSITIVE);

    private MainTable() {}

    static Optional<String> of(String statement) {
        var table = TABLE.matcher(statement);
        return table.find() ? Optional.of(table.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
