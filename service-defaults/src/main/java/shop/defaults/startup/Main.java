package shop.defaults.startup;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import telemetry.errors.ErrorTracking;

/**
 * Starts a service, unless a secret that it needs is missing; a start that fails is told like any other error.
 *
 * <p>With the arguments {@code ready} and a port, it asks a service that runs whether it is ready, and starts none.
 */
@QuarkusMain
public final class Main {

    private static final String READY = "ready";
    private static final String POLLER_MODE = "jdk.pollerMode";
    private static final String REQUIRED = "service.required-secrets";

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(READY)) {
            System.exit(ReadinessProbe.passes(port(arguments)) ? 0 : 1);
        }
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            Quarkus.run(arguments);
        } else {
            pollByThreadsOfThePlatform();
            refuseWithoutSecrets();
            Quarkus.run(null, Main::exit, arguments);
        }
    }

    /** An image names its port in the environment, where the service reads it too. */
    private static int port(String... arguments) {
        return Integer.parseInt(arguments.length > 1 ? arguments[1] : System.getenv("QUARKUS_MANAGEMENT_PORT"));
    }

    /**
     * Of a native executable, before the first virtual thread waits for a socket. On Linux virtual threads wake each other, and there
     * one may then wait though its answer has come (<a href="https://github.com/oracle/graal/issues/13787">graal#13787</a>).
     */
    private static void pollByThreadsOfThePlatform() {
        if (isNative() && System.getProperty(POLLER_MODE) == null) {
            System.setProperty(POLLER_MODE, "SYSTEM_THREADS");
        }
    }

    private static void refuseWithoutSecrets() {
        // Until it starts, a native executable has the configuration of its build, with the environment of then.
        if (!isNative() && tell(missing(ConfigProvider.getConfig()))) {
            System.exit(1);
        }
    }

    private static boolean tell(List<String> missing) {
        if (!missing.isEmpty()) {
            System.err.println("Cannot start without a secret: set " + String.join(", ", missing) + ".");
        }
        return !missing.isEmpty();
    }

    private static void tellOfToday(Throwable failure) {
        try {
            tell(missing(ConfigProvider.getConfig(), today(Path.of(""))));
        } catch (RuntimeException e) {
            // What cannot be read for this has most likely failed the start as well, which is told in any case.
            failure.addSuppressed(e);
        }
    }

    private static boolean isNative() {
        return ImageMode.current() == ImageMode.NATIVE_RUN;
    }

    private static void exit(int code, Throwable failure) {
        if (failure != null) {
            if (isNative()) {
                tellOfToday(failure);
            }
            log(failure);
            ErrorTracking.startFailed(failure);
        }
        System.exit(code);
    }

    /** Quarkus leaves that to whoever wants to know of the end. */
    private static void log(Throwable failure) {
        if (!InitialConfigurator.DELAYED_HANDLER.isActivated()) {
            // It failed before there was a log, and what was written until then waits for one.
            InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {InitialConfigurator.createDefaultHandler()});
        }
        Logger.getLogger(Main.class).error("The service did not start", failure);
    }

    /**
     * Names of the environment variables of secrets that are configured nowhere.
     *
     * @param config names those that are needed
     * @param others further places to look for them
     */
    static List<String> missing(Config config, Config... others) {
        var places = Stream.concat(Stream.of(config), Stream.of(others)).toList();
        return config.getOptionalValues(REQUIRED, String.class).orElse(List.of()).stream()
                .filter(secret -> places.stream()
                        .allMatch(place ->
                                place.getOptionalValue(secret, String.class).isEmpty()))
                .map(secret -> secret.replace('.', '_').toUpperCase(Locale.ROOT))
                .toList();
    }

    /**
     * What the environment and {@code config/application.properties} in that folder say now: an executable may fail before
     * Quarkus has read them. Other places that Quarkus can be told of are not looked into.
     */
    static Config today(Path folder) {
        var builder = new SmallRyeConfigBuilder()
                .withProfile("prod")
                .addDefaultInterceptors()
                .addSystemSources();
        var file = folder.resolve("config/application.properties").toFile();
        if (file.canRead()) {
            try {
                builder.withSources(new PropertiesConfigSource(file.toURI().toURL()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return builder.build();
    }
}
