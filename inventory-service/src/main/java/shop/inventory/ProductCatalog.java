package shop.inventory;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Future;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import shop.defaults.cache.Caches;
import shop.defaults.cache.ReadThroughCache;
import shop.defaults.idempotency.IdempotencyKey;
import shop.defaults.idempotency.IdempotencyKeys;
import shop.http.problem.NotFound;
import shop.http.problem.Problem;

/** Reads products through the cache {@code products}, and changes them. */
@Singleton
@Startup
class ProductCatalog {

    // Stock may be shown up to a second late; reading it takes a part of that.
    private static final Duration TIME_TO_LIVE = Duration.ofMillis(900);

    /**
     * A product as customers see it.
     *
     * @param available pieces that can be ordered
     */
    @RegisterForReflection
    record Item(String id, String name, BigDecimal price, String currency, long available) {}

    private final ProductRepository products;
    private final IdempotencyKeys keys;
    private final ReadThroughCache<Item> cache;
    private final String currency;

    ProductCatalog(ProductRepository products, IdempotencyKeys keys, Caches caches, InventoryConfig config) {
        this.products = products;
        this.keys = keys;
        this.cache = caches.create("products", Item.class, TIME_TO_LIVE);
        this.currency = config.currency();
    }

    Future<Item> find(String id) {
        return cache.get(id, () -> load(id)).map(found -> found.orElseThrow(() -> notFound(id)));
    }

    @ActivateRequestContext
    Optional<Item> load(String id) {
        return products.findByIdOptional(id).map(this::item);
    }

    Item item(Product product) {
        return new Item(product.id, product.name, product.price, currency, product.available);
    }

    @Transactional
    Item add(String id, String name, BigDecimal price, long stock) {
        var product = new Product();
        product.id = id;
        product.name = name;
        product.price = price.setScale(2);
        product.available = stock;
        if (!products.add(product)) {
            throw new ProductExists(id);
        }
        return item(product);
    }

    Item change(String id, String name, BigDecimal price) {
        var changed = store(id, name, price.setScale(2));
        cache.evict(id);
        return changed;
    }

    Item restock(String id, long quantity, Optional<IdempotencyKey> key) {
        var restocked = keys.once(key, Item.class, () -> put(id, quantity));
        cache.evict(id);
        return restocked;
    }

    @Transactional
    Item store(String id, String name, BigDecimal price) {
        var product = products.findByIdOptional(id).orElseThrow(() -> notFound(id));
        product.name = name;
        product.price = price;
        return item(product);
    }

    @Transactional
    Item put(String id, long quantity) {
        products.put(id, quantity).orElseThrow(() -> notFound(id));
        return item(products.findById(id));
    }

    private static NotFound notFound(String id) {
        return new NotFound("product " + id);
    }

    static final class ProductExists extends Problem {
        ProductExists(String id) {
            super(409, "product-exists", "Product exists", "There is a product " + id + " already.");
        }
    }
}
