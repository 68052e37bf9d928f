package shop.http.startup;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import telemetry.Causes;
import telemetry.errors.ErrorTracking;

/**
 * Starts a service and reports a start that fails.
 *
 * <p>With the arguments {@code ready} and, optionally, a management port it probes a running service instead.
 */
@QuarkusMain
public final class Main {

    private static final String READY = "ready";
    // An executable has started by then.
    private static final int START_SECONDS = 10;
    private static final String POLLER_MODE = "jdk.pollerMode";

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(READY)) {
            var port = arguments.length > 1 ? arguments[1] : System.getenv("QUARKUS_MANAGEMENT_PORT");
            System.exit(ReadinessProbe.passes(Integer.parseInt(port)) ? 0 : 1);
        }
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            usePlatformPollers();
            CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS).execute(ExecutablePages::release);
        }
        Quarkus.run(null, Main::exit, arguments);
    }

    /**
     * In a native executable on Linux a virtual thread may wait although its socket is ready
     * (<a href="https://github.com/oracle/graal/issues/13787">graal#13787</a>).
     */
    private static void usePlatformPollers() {
        if (System.getProperty(POLLER_MODE) == null) {
            System.setProperty(POLLER_MODE, "SYSTEM_THREADS");
        }
    }

    private static void exit(int code, Throwable failure) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            // Development mode waits for a change. The mode is known once the application's classes are loaded.
            ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
            return;
        }
        if (failure != null) {
            Causes.find(failure, ConfigValidationException.class)
                    .ifPresentOrElse(invalid -> System.err.println(describe(invalid)), () -> report(failure));
        }
        System.exit(code);
    }

    /** One line that names the variables of missing secrets and other invalid properties. */
    static String describe(ConfigValidationException invalid) {
        return IntStream.range(0, invalid.getProblemCount())
                .mapToObj(number -> invalid.getProblem(number).getMessage())
                .collect(Collectors.joining("; ", "Cannot start: ", ""));
    }

    private static void report(Throwable failure) {
        if (!InitialConfigurator.DELAYED_HANDLER.isActivated()) {
            // The start failed before logging was configured: print the records that wait for it.
            InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {InitialConfigurator.createDefaultHandler()});
        }
        Logger.getLogger(Main.class).error("The service did not start", failure);
        ErrorTracking.startFailed(failure);
    }
}
