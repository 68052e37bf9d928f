package telemetry.logs;

import io.quarkiverse.loggingjson.JsonGenerator;
import io.quarkiverse.loggingjson.JsonProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import telemetry.redaction.Redaction;

/** Writes message, error message and stack trace of a JSON log line without secrets, instead of the default fields. */
@Singleton
class RedactedFields extends ExtFormatter implements JsonProvider {

    @Override
    public void writeTo(JsonGenerator line, ExtLogRecord log) throws IOException {
        line.writeStringField("message", Redaction.text(formatMessage(log)));
        var failure = log.getThrown();
        if (failure == null) {
            return;
        }
        if (failure.getMessage() != null) {
            line.writeStringField("errorMessage", Redaction.text(failure.getMessage()));
        }
        line.writeStringField("stackTrace", Redaction.text(stackTrace(failure)));
    }

    @Override
    public String format(ExtLogRecord log) {
        return Redaction.text(formatMessage(log));
    }

    private static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
