package telemetry.errors;

import io.sentry.SentryOptions;
import io.sentry.jul.SentryHandler;
import java.util.function.BooleanSupplier;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Turns ERROR records into events, and INFO and WARN records into breadcrumbs, in the scope that wrote them. */
final class RecordHandler extends SentryHandler {

    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private final BooleanSupplier isLost;

    /**
     * Starts Sentry with these options only, not with those of its own environment variables.
     *
     * @param isLost counts an event if it would be lost, because making one takes more time than sending it
     */
    RecordHandler(SentryOptions options, BooleanSupplier isLost) {
        super(options, false);
        this.isLost = isLost;
        setLevel(Level.INFO);
        setMinimumBreadcrumbLevel(Level.INFO);
        setMinimumEventLevel(Level.SEVERE);
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        var isEvent = record.getLevel().intValue() >= getMinimumEventLevel().intValue();
        if (!isEvent && !ErrorScope.isShared()) {
            return;
        }
        var scope = ErrorScope.current();
        if (isEvent && (!scope.isFirstReportOf(record.getThrown()) || isLost.getAsBoolean())) {
            return;
        }
        try (var _ = isEvent ? scope.enterForEvent() : scope.enter()) {
            super.publish(formatted(record));
        }
    }

    /** Sentry's handler formats messages only as java.util.logging does. */
    private static LogRecord formatted(LogRecord record) {
        var formatted = new LogRecord(record.getLevel(), MESSAGE.format(record));
        formatted.setLoggerName(record.getLoggerName());
        formatted.setThrown(record.getThrown());
        formatted.setInstant(record.getInstant());
        formatted.setLongThreadID(record.getLongThreadID());
        return formatted;
    }
}
