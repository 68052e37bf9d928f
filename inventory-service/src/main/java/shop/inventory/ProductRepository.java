package shop.inventory;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The products in the database. */
@Singleton
class ProductRepository implements PanacheRepositoryBase<Product, String> {

    /** @return false, and stores nothing, where there is a product of this id already */
    boolean add(Product product) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into products (id, name, price, available) values (:id, :name, :price, :available)
                                on conflict (id) do nothing""")
                        .setParameter("id", product.id)
                        .setParameter("name", product.name)
                        .setParameter("price", product.price)
                        .setParameter("available", product.available)
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes stock where there is enough; the statement's own condition decides, so that any number of callers may race.
     *
     * @return the unit price; empty where there is too little or no such product
     */
    Optional<BigDecimal> take(String id, long quantity) {
        return getSession()
                .createNativeQuery("""
                        update products set available = available - :quantity
                        where id = :id and available >= :quantity returning price""", BigDecimal.class)
                .setParameter("id", id)
                .setParameter("quantity", quantity)
                .uniqueResultOptional();
    }

    /** @return the new level; empty where there is no such product */
    Optional<Long> put(String id, long quantity) {
        return getSession()
                .createNativeQuery(
                        "update products set available = available + :quantity where id = :id returning available",
                        Long.class)
                .setParameter("id", id)
                .setParameter("quantity", quantity)
                .uniqueResultOptional();
    }

    List<Product> all(Collection<String> ids) {
        return list("id in ?1", ids);
    }

    /** @param query part of the id or the name; null for all */
    PanacheQuery<Product> search(String query) {
        var byId = Sort.by("id");
        if (query == null || query.isBlank()) {
            return findAll(byId);
        }
        return find(
                "locate(?1, id) > 0 or locate(?1, lower(name)) > 0",
                byId,
                query.strip().toLowerCase(Locale.ROOT));
    }
}
