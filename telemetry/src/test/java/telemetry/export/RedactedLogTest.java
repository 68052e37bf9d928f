package telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RedactedLogTest {

    @Test
    void hides_secrets_in_the_text_and_in_the_exception() {
        var log = redacted("mail to ada@mail.example", "no mail to ada@mail.example");

        assertThat(log.getBodyValue().asString()).isEqualTo("mail to [Filtered]");
        assertThat(log.getAttributes().get(AttributeKey.stringKey("exception.message")))
                .isEqualTo("no mail to [Filtered]");
        assertThat(log.getAttributes().get(AttributeKey.stringKey("exception.type")))
                .isEqualTo("IllegalStateException");
        assertThat(log.getSeverity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void keeps_other_text() {
        assertThat(redacted("409 insufficient-stock", "/ by zero")
                        .getBodyValue()
                        .asString())
                .isEqualTo("409 insufficient-stock");
    }

    private static LogRecordData redacted(String message, String failure) {
        var emitted = new AtomicReference<LogRecordData>();
        try (var provider = SdkLoggerProvider.builder()
                .addLogRecordProcessor((_, log) -> emitted.set(log.toLogRecordData()))
                .build()) {
            provider.get("test")
                    .logRecordBuilder()
                    .setSeverity(Severity.ERROR)
                    .setBody(message)
                    .setAttribute(AttributeKey.stringKey("exception.message"), failure)
                    .setAttribute(AttributeKey.stringKey("exception.type"), "IllegalStateException")
                    .emit();
        }
        return RedactedLog.of(emitted.get());
    }
}
