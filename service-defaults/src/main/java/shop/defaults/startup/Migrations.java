package shop.defaults.startup;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.jboss.logging.Logger;

/** Migrates the database at the start, unless its history lists exactly this release's migrations (ADR 0036). */
class Migrations {

    private static final Logger LOG = Logger.getLogger(Migrations.class);
    // Before the scheduler, and before StatementMetrics, which leaves migrations out.
    private static final int BEFORE_ALL = Interceptor.Priority.PLATFORM_BEFORE - 1;
    private static final String APPLIED = "%s %d applied";

    void migrate(
            @Observes @Priority(BEFORE_ALL) StartupEvent started,
            @ConfigProperty(name = "quarkus.flyway.active", defaultValue = "true") boolean isActive,
            Instance<Flyway> flyway) {
        if (isActive) {
            migrate(flyway.get());
        }
    }

    /** Any difference is left to Flyway, which applies, validates and refuses migrations under a lock. */
    static void migrate(Flyway flyway) {
        var configuration = flyway.getConfiguration();
        if (!history(configuration).equals(migrations(configuration))) {
            flyway.migrate();
        }
    }

    private static List<String> migrations(Configuration configuration) {
        return configuration.getResourceProvider().getResources("", configuration.getSqlMigrationSuffixes()).stream()
                .map(file -> APPLIED.formatted(file.getRelativePath(), ChecksumCalculator.calculate(file)))
                .sorted()
                .toList();
    }

    /** Empty without a history. */
    private static List<String> history(Configuration configuration) {
        var applied = new ArrayList<String>();
        try (var connection = configuration.getDataSource().getConnection();
                var statement = connection.createStatement()) {
            var table = statement.enquoteIdentifier(configuration.getTable(), true);
            try (var found =
                    statement.executeQuery("select to_regclass(" + statement.enquoteLiteral(table) + ") is not null")) {
                if (!found.next() || !found.getBoolean(1)) {
                    return applied;
                }
            }
            try (var rows = statement.executeQuery("select script, checksum, success from " + table)) {
                while (rows.next()) {
                    var script = rows.getString("script");
                    applied.add(
                            rows.getBoolean("success") ? APPLIED.formatted(script, rows.getInt("checksum")) : script);
                }
            }
        } catch (SQLException e) {
            LOG.debug("Flyway reads the history", e);
        }
        applied.sort(null);
        return applied;
    }
}
