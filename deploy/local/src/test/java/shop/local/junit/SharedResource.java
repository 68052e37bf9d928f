package shop.local.junit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import shop.local.program.StartFailure;

/** Starts a resource once, injects it into all tests, and stops it after the last one. */
public abstract class SharedResource<T extends Closeable> implements BeforeAllCallback, ParameterResolver {
    /** The folder of the root pom. */
    public static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();

    protected abstract T start();

    @Override
    public void beforeAll(ExtensionContext context) {
        // Before the first test, so that a failed start is reported once.
        shared(context);
    }

    @SuppressWarnings("unchecked")
    protected final T shared(ExtensionContext context) {
        return (T) context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(getClass(), _ -> Attempt.of(this::start), Attempt.class)
                .outcome();
    }

    /** The result of the only start, which is not repeated for each class. */
    private record Attempt(Closeable result, RuntimeException failure) implements Closeable {
        static Attempt of(Supplier<? extends Closeable> start) {
            try {
                return new Attempt(start.get(), null);
            } catch (RuntimeException e) {
                if (e instanceof StartFailure failure) {
                    failure.evidence().forEach(System.err::println);
                }
                return new Attempt(null, e);
            }
        }

        Closeable outcome() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }

        @Override
        public void close() throws IOException {
            if (result != null) {
                result.close();
            }
        }
    }
}
