package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;
import static shop.order.StubServices.SOLD_OUT;

import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@ServiceTest
class CancellingAnOrderTest {

    @Inject
    Events events;

    private final Customer customer = aCustomer();

    @Test
    void leaves_an_event_that_releases_its_stock() {
        var order = customer.hasOrdered(KETTLE, 1);

        customer.request()
                .post("/orders/{id}/cancellation", order)
                .then()
                .statusCode(200)
                .body("status", is("CANCELLED"));

        assertThat(events.of(order)).containsExactly("OrderConfirmed", "OrderCancelled");
        customer.request().get("/orders/{id}", order).then().body("status", is("CANCELLED"));
    }

    @Test
    void is_idempotent() {
        var order = customer.hasOrdered(KETTLE, 1);
        customer.request().post("/orders/{id}/cancellation", order);

        customer.request()
                .post("/orders/{id}/cancellation", order)
                .then()
                .statusCode(200)
                .body("status", is("CANCELLED"));
        assertThat(events.of(order)).containsOnlyOnce("OrderCancelled");
    }

    @Test
    void is_refused_unless_the_order_is_confirmed() {
        customer.orders(SOLD_OUT, 1).statusCode(409);
        var order = customer.request().get("/orders").<String>path("items[0].id");

        customer.request()
                .post("/orders/{id}/cancellation", order)
                .then()
                .statusCode(409)
                .body("type", is("urn:shop:problem:not-cancellable"));
    }
}
