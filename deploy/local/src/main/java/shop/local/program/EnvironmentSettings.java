package shop.local.program;

import java.util.Map;

/** Reads settings from environment variables. */
public final class EnvironmentSettings {
    private EnvironmentSettings() {}

    /** A positive integer from the environment, or the default. */
    public static int positive(Map<String, String> environment, String name, int fallback) {
        var text = environment.get(name);
        if (text == null) {
            return fallback;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new StartFailure(name + " must be a whole number above 0, not \"" + text + "\".");
        }
        return Integer.parseInt(text);
    }
}
