package shop.local.stack;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import shop.local.Preflight;
import shop.local.Shoppers;
import shop.local.StartFailure;

/** Gives all tests one running stack with its shoppers, in compressed time, and stops it after the last of them. */
public final class SharedStack implements BeforeAllCallback, ParameterResolver {
    /** The folder of the root pom. */
    public static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();

    @Override
    public void beforeAll(ExtensionContext context) {
        // Before the first test, not in it: a start that fails is told once and plainly.
        attempt(context).running();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == RunningStack.class || type == Shoppers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var running = attempt(context).running();
        return parameter.getParameter().getType() == Shoppers.class ? running.shoppers() : running.stack();
    }

    private static Attempt attempt(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Attempt.class, _ -> Attempt.make(), Attempt.class);
    }

    private static Running start() {
        Preflight.checkPackages(ROOT);
        var stack = Stack.start(ROOT, CompressedTime.fromEnvironment(System.getenv()), System.out::println);
        try {
            return new Running(stack, Shoppers.of(stack.shop()));
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private record Running(Stack stack, Shoppers shoppers) {}

    /** The one start, which is not tried again for each class. */
    private record Attempt(Running result, RuntimeException failure) implements AutoCloseable {
        static Attempt make() {
            try {
                return new Attempt(start(), null);
            } catch (RuntimeException e) {
                if (e instanceof StartFailure start) {
                    start.evidence().forEach(System.err::println);
                }
                return new Attempt(null, e);
            }
        }

        Running running() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }

        @Override
        public void close() {
            if (result != null) {
                result.shoppers().close();
                result.stack().close();
            }
        }
    }
}
