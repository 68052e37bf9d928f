package shop.inventory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** Something to buy. Its stock changes by statements of {@link ProductRepository} alone, never by what was read here. */
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
