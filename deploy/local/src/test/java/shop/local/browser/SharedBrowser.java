package shop.local.browser;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import shop.local.junit.SharedResource;
import shop.local.shop.StartupChecks;

/** Starts shop and browser once for all tests; a test whose page has logged an error fails. */
final class SharedBrowser extends SharedResource<ShopInBrowser> implements AfterEachCallback {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ShopInBrowser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        shared(context).endTest();
    }

    @Override
    protected ShopInBrowser start() {
        StartupChecks.checkPackages(ROOT);
        return ShopInBrowser.start(ROOT);
    }
}
