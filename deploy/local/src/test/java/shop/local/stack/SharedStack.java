package shop.local.stack;

import java.io.Closeable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import shop.local.Preflight;
import shop.local.Shared;
import shop.local.Shoppers;

/** Gives all tests one running stack with its shoppers, in compressed time. */
public final class SharedStack extends Shared<SharedStack.Visited> {
    /** The stack and who shops there. */
    record Visited(Stack stack, Shoppers shoppers) implements Closeable {
        @Override
        public void close() {
            shoppers.close();
            stack.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == RunningStack.class || type == Shoppers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var visited = shared(context);
        return parameter.getParameter().getType() == Shoppers.class ? visited.shoppers() : visited.stack();
    }

    @Override
    protected Visited start() {
        Preflight.checkPackages(ROOT);
        var stack = Stack.start(ROOT, CompressedTime.fromEnvironment(System.getenv()), System.out::println);
        try {
            return new Visited(stack, Shoppers.of(stack.shop()));
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }
}
