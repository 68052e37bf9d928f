package shop.inventory;

import static java.util.stream.Collectors.toMap;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import shop.http.text.Text;

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
