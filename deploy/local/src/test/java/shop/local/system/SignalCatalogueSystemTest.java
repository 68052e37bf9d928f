package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.backends.process.BoundedWait;
import shop.local.shop.ServicePackage;
import shop.local.signals.Comparison;
import shop.local.signals.Draft;
import shop.local.signals.SignalCatalogue;

// First, because other tests make the services emit unusual signals.
@Tag("system")
@Order(1)
@ExtendWith(SharedShop.class)
class SignalCatalogueSystemTest {
    private static final Path CATALOGUE = SharedShop.ROOT.resolve("observability-stack/signals.yaml");
    private static final Path DRAFT = SharedShop.ROOT.resolve("deploy/local/target/signals-emitted.yaml");

    /** Signals of the JVM and its libraries, which differ in a native executable. */
    private static final Pattern OF_THE_JVM =
            Pattern.compile("metrics: .*\\b(?:jvm|process)_|errors\\..*: modules\\b|errors\\..*\\bruntime\\b");

    private final ShopUnderTest shop;

    SignalCatalogueSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void lists_exactly_what_the_services_emit() throws IOException {
        var catalogue = SignalCatalogue.read(CATALOGUE);
        try (var frontend = new FrontendUnderTest(shop)) {
            var scenario = new Scenario(shop, frontend);

            scenario.play();

            // Missing signals may still arrive; excess ones do not disappear.
            BoundedWait.upTo(ShopUnderTest.LIMIT)
                    .until(() -> differences(catalogue, scenario).isEmpty());
            Files.createDirectories(DRAFT.getParent());
            Files.writeString(DRAFT, Draft.of(catalogue, scenario.emitted()));
            assertThat(differences(catalogue, scenario))
                    .as("%s compared with the emitted signals, which are in the same format in %s", CATALOGUE, DRAFT)
                    .isEmpty();
        }
    }

    private static List<String> differences(SignalCatalogue catalogue, Scenario scenario) {
        var differences = Comparison.differences(catalogue, scenario.emitted());
        return ServicePackage.areNative()
                ? differences.stream().filter(OF_THE_JVM.asPredicate().negate()).toList()
                : differences;
    }
}
