package shop.inventory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** A product. Its stock is changed by statements of the repositories, never through the entity. */
@Entity
@Table(name = "products")
class Product {

    static final String SLUG = "[a-z0-9][a-z0-9-]{0,63}";

    @Id
    String id;

    String name;
    BigDecimal price;

    @Column(updatable = false)
    long available;
}
