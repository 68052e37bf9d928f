package shop.local.stack;

import java.io.Closeable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import shop.local.junit.SharedResource;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic;

/** Gives all tests one running stack with its shoppers, in compressed time. */
public final class SharedStack extends SharedResource<SharedStack.Visited> {
    /** The stack and who shops there. */
    record Visited(LocalStack stack, Traffic shoppers) implements Closeable {
        @Override
        public void close() {
            shoppers.close();
            stack.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Stack.class || type == Traffic.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var visited = shared(context);
        return parameter.getParameter().getType() == Traffic.class ? visited.shoppers() : visited.stack();
    }

    @Override
    protected Visited start() {
        StartupChecks.checkPackages(ROOT);
        var stack = LocalStack.start(ROOT, CompressedTime.fromEnvironment(System.getenv()), System.out::println);
        try {
            return new Visited(stack, Traffic.of(stack.shop()));
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }
}
