package shop.defaults;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import shop.defaults.errors.ErrorTracking;

/** Starts a service, unless a secret that it needs is missing; a start that fails is told like any other error. */
@QuarkusMain
public final class Main {

    private static final String REQUIRED = "service.required-secrets";

    private Main() {}

    public static void main(String... arguments) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            Quarkus.run(arguments);
        } else {
            var missing = missing(ConfigProvider.getConfig());
            if (!missing.isEmpty()) {
                System.err.println("Cannot start without a secret: set " + String.join(", ", missing) + ".");
                System.exit(1);
            }
            Quarkus.run(null, Main::exit, arguments);
        }
    }

    private static void exit(int code, Throwable failure) {
        if (failure != null) {
            ErrorTracking.startFailed(failure);
        }
        System.exit(code);
    }

    /** Names of the environment variables of secrets that are configured nowhere. */
    static List<String> missing(Config config) {
        return config.getOptionalValues(REQUIRED, String.class).orElse(List.of()).stream()
                .filter(secret -> config.getOptionalValue(secret, String.class).isEmpty())
                .map(secret -> secret.replace('.', '_').toUpperCase(Locale.ROOT))
                .toList();
    }
}
