package shop.local;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all system tests one running suite, at free ports, and stops it after the last of them. */
final class SharedSuite implements BeforeAllCallback, ParameterResolver {
    /** The folder of the root pom. */
    static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();

    @Override
    public void beforeAll(ExtensionContext context) {
        // Before the first test, not in it: a start that fails is told once and plainly.
        shop(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shop(context);
    }

    private static Shop shop(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Attempt.class, _ -> Attempt.make(), Attempt.class)
                .shop();
    }

    private static Shop start() {
        Preflight.checkPackages(ROOT);
        var signals = new Signals();
        try {
            var options = SuiteOptions.freePorts(ROOT, signals.traceUrl())
                    .withLogsTo(signals.logUrl())
                    .withErrorsTo(signals.dsn())
                    // All of them: what is sampled away cannot be looked at.
                    .with("SENTRY_TRACES_SAMPLE_RATE", "1.0");
            return new Shop(signals, Suite.start(options, _ -> {}));
        } catch (RuntimeException e) {
            signals.close();
            if (e instanceof StartFailure failure) {
                failure.evidence().forEach(System.err::println);
            }
            throw e;
        }
    }

    /** The one start, which is not tried again for each class. */
    private record Attempt(Shop result, RuntimeException failure) implements AutoCloseable {
        static Attempt make() {
            try {
                return new Attempt(start(), null);
            } catch (RuntimeException e) {
                return new Attempt(null, e);
            }
        }

        Shop shop() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }

        @Override
        public void close() {
            if (result != null) {
                result.close();
            }
        }
    }
}
