package shop.inventory;

import static java.util.stream.Collectors.toMap;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.defaults.text.Text;

/** The products in the database. */
@Singleton
class ProductRepository implements PanacheRepositoryBase<Product, String> {

    /** @return false if the id is taken; nothing is written then */
    boolean add(Product product) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into products (id, name, price, available)
                                values (:id, :name, :price, :available)
                                on conflict (id) do nothing""")
                        .setParameter("id", product.id)
                        .setParameter("name", product.name)
                        .setParameter("price", product.price)
                        .setParameter("available", product.available)
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes stock if there is enough; the condition is part of the statement, so that concurrent calls are safe.
     *
     * @return the unit price; empty if there is too little or no such product
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

    /** @return the new stock; empty if there is no such product */
    Optional<Long> put(String id, long quantity) {
        return getSession()
                .createNativeQuery(
                        "update products set available = available + :quantity where id = :id returning available",
                        Long.class)
                .setParameter("id", id)
                .setParameter("quantity", quantity)
                .uniqueResultOptional();
    }

    /** Available stock by product id, read without loading the products. */
    Map<String, Long> levels() {
        // Not Query.stream(), whose result set stays open until the session is closed.
        return getSession()
                .createSelectionQuery("select id, available from Product", Object[].class)
                .getResultList()
                .stream()
                .collect(toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    List<Product> all(Collection<String> ids) {
        return list("id in ?1", ids);
    }

    /** @param query part of the id or name; null for all products */
    PanacheQuery<Product> search(String query) {
        var byId = Sort.by("id");
        var part = Text.strip(query);
        if (part == null || part.isEmpty()) {
            return findAll(byId);
        }
        return find("""
                locate(function(search_key as String, ?1), function(search_key as String, id)) > 0
                or locate(function(search_key as String, ?1), function(search_key as String, name)) > 0""", byId, part);
    }
}
