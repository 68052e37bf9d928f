package telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkiverse.loggingjson.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class RedactedFieldsTest {

    @Test
    void hide_secrets_in_the_text_and_in_the_exception() throws IOException {
        var log = new ExtLogRecord(
                Level.ERROR,
                "mail to %s",
                ExtLogRecord.FormatStyle.PRINTF,
                getClass().getName());
        log.setParameters(new Object[] {"ada@mail.example"});
        log.setThrown(new IllegalStateException("no mail to ada@mail.example"));

        var line = written(log);

        assertThat(line)
                .containsEntry("message", "mail to [Filtered]")
                .containsEntry("errorMessage", "no mail to [Filtered]");
        assertThat(line.get("stackTrace"))
                .startsWith("java.lang.IllegalStateException: no mail to [Filtered]")
                .contains("RedactedFieldsTest");
    }

    @Test
    void write_only_the_message_without_an_exception() throws IOException {
        assertThat(written(
                        new ExtLogRecord(Level.INFO, "404 not-found", getClass().getName())))
                .isEqualTo(Map.of("message", "404 not-found"));
    }

    private static Map<String, String> written(ExtLogRecord log) throws IOException {
        var fields = new HashMap<String, String>();
        var line = (JsonGenerator) Proxy.newProxyInstance(
                RedactedFieldsTest.class.getClassLoader(),
                new Class<?>[] {JsonGenerator.class},
                (_, _, arguments) -> fields.put((String) arguments[0], (String) arguments[1]));
        new RedactedFields().writeTo(line, log);
        return fields;
    }
}
