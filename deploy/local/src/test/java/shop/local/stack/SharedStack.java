package shop.local.stack;

import java.io.Closeable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import shop.local.junit.SharedResource;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic;

/** One running stack for all tests, with traffic, in compressed time. */
public final class SharedStack extends SharedResource<SharedStack.SharedStackAndTraffic> {
    /** The stack and its traffic. */
    record SharedStackAndTraffic(LocalStack stack, Traffic traffic) implements Closeable {
        @Override
        public void close() {
            traffic.close();
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
        var shared = shared(context);
        return parameter.getParameter().getType() == Traffic.class ? shared.traffic() : shared.stack();
    }

    @Override
    protected SharedStackAndTraffic start() {
        StartupChecks.checkPackages(ROOT);
        var stack = LocalStack.start(ROOT, CompressedTime.fromEnvironment(System.getenv()), System.out::println);
        try {
            return new SharedStackAndTraffic(stack, Traffic.of(stack.shop()));
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }
}
