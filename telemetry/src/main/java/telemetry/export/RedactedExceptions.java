package telemetry.export;

import static io.opentelemetry.semconv.ExceptionAttributes.EXCEPTION_MESSAGE;
import static io.opentelemetry.semconv.ExceptionAttributes.EXCEPTION_STACKTRACE;

import io.opentelemetry.api.common.Attributes;
import java.util.List;
import telemetry.redaction.Redaction;

/** Redacts the texts of a recorded exception. */
final class RedactedExceptions {

    private RedactedExceptions() {}

    static Attributes of(Attributes attributes) {
        var redacted = attributes.toBuilder();
        for (var key : List.of(EXCEPTION_MESSAGE, EXCEPTION_STACKTRACE)) {
            var text = attributes.get(key);
            if (text != null) {
                redacted.put(key, Redaction.text(text));
            }
        }
        return redacted.build();
    }
}
