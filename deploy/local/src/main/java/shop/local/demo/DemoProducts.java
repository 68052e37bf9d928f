package shop.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import shop.local.shop.ShopClient.Product;

/** The products of the demo, which the frontend adds to an empty shop. */
final class DemoProducts {

    private DemoProducts() {}

    /** @param root the folder of the root pom */
    static List<Product> read(Path root) {
        var file = root.resolve("frontend/src/main/resources/demo-products.json");
        try {
            return List.of(new ObjectMapper().readValue(file.toFile(), Product[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
