package shop.local.demo;

import java.util.List;
import shop.local.shop.ShopClient.Product;

/** The products of the demo. */
final class DemoProducts {
    static final List<Product> PRODUCTS = List.of(
            Product.of("kettle", "Electric kettle 1.7 l", "39.90", 25),
            Product.of("teapot", "Stoneware teapot", "28.50", 12),
            Product.of("green-tea", "Sencha, 250 g", "14.20", 80),
            Product.of("black-tea", "Assam, 250 g", "11.90", 95),
            Product.of("coffee-beans", "Espresso beans, 1 kg", "22.00", 60),
            Product.of("coffee-grinder", "Hand coffee grinder", "54.00", 9),
            Product.of("french-press", "French press 1 l", "31.75", 18),
            Product.of("mug", "Porcelain mug", "8.40", 140),
            Product.of("milk-frother", "Milk frother", "19.99", 22),
            Product.of("kitchen-scale", "Kitchen scale, 0.1 g", "24.60", 15),
            Product.of("thermos", "Thermos flask 0.75 l", "26.30", 33),
            Product.of("tea-towel", "Linen tea towel", "12.00", 48));

    private DemoProducts() {}
}
