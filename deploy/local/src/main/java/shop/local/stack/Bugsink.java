package shop.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import shop.local.stack.api.BugsinkPages;

/** Settings and addresses of a local Bugsink. */
public final class Bugsink {
    static final int PORT = 8000;
    /** The version that Compose runs. */
    public static final String INSTALL = "pipx install bugsink==2.6.2";

    /** The key of Compose's Bugsink, so that one DSN works for both. */
    private static final String KEY = "0b5e7ab1e00000000000000000000001";

    private Bugsink() {}

    public static String dsn() {
        return "http://" + KEY + "@127.0.0.1:" + PORT + "/1";
    }

    /** The page with the errors of one trace. */
    public static URI page(String traceId) {
        return new BugsinkPages(URI.create("http://localhost:" + PORT)).page(traceId);
    }

    /** Whether the user has set another DSN. */
    public static boolean isElsewhere() {
        return System.getenv("SENTRY_DSN") != null;
    }

    static Map<String, String> environment(Path configuration, Path data) {
        return Map.of(
                "PYTHONPATH",
                configuration.toString(),
                "DJANGO_SETTINGS_MODULE",
                "shop_tracker.local",
                "BUGSINK_DATA",
                data.toString(),
                "BUGSINK_PROJECT_KEY",
                KEY,
                "SECRET_KEY",
                randomKey() + randomKey());
    }

    private static String randomKey() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
