package shop.local.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;

/** Shortens log lines of a service. */
public final class LogLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 300;

    private LogLine() {}

    /** Level, message and root cause of a JSON record, or any other line; at most 300 characters. */
    public static String brief(String line) {
        try {
            var entry = JSON.readTree(line);
            if (entry == null || !entry.has("message")) {
                return cut(line);
            }
            var cause = Arrays.stream(entry.path("stackTrace").asText().split("\n"))
                    .filter(frame -> frame.startsWith("Caused by: "))
                    .reduce("", (_, later) -> later);
            return cut(
                    (entry.path("level").asText() + " " + entry.path("message").asText() + " " + cause).strip());
        } catch (JsonProcessingException e) {
            return cut(line);
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}
