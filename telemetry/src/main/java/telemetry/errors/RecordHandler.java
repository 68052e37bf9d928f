package telemetry.errors;

import io.sentry.SentryOptions;
import io.sentry.jul.SentryHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Makes an event of each ERROR record and a breadcrumb of each INFO and WARN, in the scope of the work that wrote it. */
final class RecordHandler extends SentryHandler {

    private static final Level LEAST_BREADCRUMB = Level.INFO;
    private static final Formatter TEXT = new PatternFormatter("%s");

    /** Starts Sentry by the options, and by nothing else that the machine has set. */
    RecordHandler(SentryOptions options) {
        super(options, false);
        setLevel(LEAST_BREADCRUMB);
        setMinimumBreadcrumbLevel(LEAST_BREADCRUMB);
        setMinimumEventLevel(Level.SEVERE);
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        var isEvent = record.getLevel().intValue() >= getMinimumEventLevel().intValue();
        if (!isEvent && !Work.isKnown()) {
            return;
        }
        var work = Work.current();
        if (isEvent && !work.isNews(record.getThrown())) {
            return;
        }
        try (var _ = isEvent ? work.enterForEvent() : work.enter()) {
            super.publish(formatted(record));
        }
    }

    /** A record with its text done, as Sentry's handler knows no format but that of the JDK. */
    private static LogRecord formatted(LogRecord record) {
        var formatted = new LogRecord(record.getLevel(), TEXT.format(record));
        formatted.setLoggerName(record.getLoggerName());
        formatted.setThrown(record.getThrown());
        formatted.setInstant(record.getInstant());
        formatted.setLongThreadID(record.getLongThreadID());
        return formatted;
    }
}
