package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.junit.jupiter.api.Test;

@ServiceTest
class StockLevelsTest {

    @Inject
    ProductRepository products;

    @Inject
    Session database;

    @Test
    void are_read_without_leaving_a_result_set_open() {
        var product = Shop.product("19.90", 7);

        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(products.levels()).containsEntry(product, 7L);

            var connection = database.unwrap(SharedSessionContractImplementor.class)
                    .getJdbcCoordinator()
                    .getLogicalConnection();
            assertThat(connection.getResourceRegistry().hasRegisteredResources())
                    .isFalse();
        });
    }
}
