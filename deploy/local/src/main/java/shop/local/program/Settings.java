package shop.local.program;

import java.util.Map;

/** Reads settings from environment variables. */
public final class Settings {
    private Settings() {}

    /** A number of the environment; the other one where it is not there. */
    public static int positive(Map<String, String> environment, String name, int otherwise) {
        var text = environment.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new StartFailure(name + " must be a whole number above 0, not \"" + text + "\".");
        }
        return Integer.parseInt(text);
    }
}
