package shop.local.compose;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import shop.local.junit.SharedResource;

/** Gives all tests one shop in containers. */
final class SharedComposeProject extends SharedResource<ComposeProject> {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ComposeProject.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    @Override
    protected ComposeProject start() {
        return ComposeProject.start(ROOT);
    }
}
