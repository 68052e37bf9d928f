package shop.defaults.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerRedactionTest {

    @Test
    void keeps_routes_and_ids_in_a_path() {
        for (var path : new String[] {
            "/",
            "/orders",
            "/orders/01a20aee-5976-71fa-a5b1-0242ac120002/cancellation",
            "/products/green-tea",
            "/products/product-3dcf7fe1-3e2b-4d0c-9c1a-0242ac120002",
            "/.well-known/jwks.json"
        }) {
            assertThat(CallerRedaction.path(path)).isEqualTo(path);
        }
    }

    @Test
    void takes_all_else_out_of_a_path() {
        assertThat(CallerRedaction.path("/users/ada%40shop.example")).isEqualTo("/users/REDACTED");
        assertThat(CallerRedaction.path("/users/Ada%20Lovelace")).isEqualTo("/users/REDACTED");
        assertThat(CallerRedaction.path("/4929123456789012/a;session=1")).isEqualTo("/REDACTED/REDACTED");
        assertThat(CallerRedaction.path("/eyJhbGciOi.J9eyJ.x7Y")).isEqualTo("/REDACTED");
    }

    @Test
    void keeps_the_products_of_a_user_agent() {
        assertThat(CallerRedaction.agent("curl/8.5.0")).isEqualTo("curl/8.5.0");
        assertThat(CallerRedaction.agent("Mozilla/5.0 (X11; Ada Lovelace) Gecko/20100101 Firefox/140.0"))
                .isEqualTo("Mozilla/5.0 Gecko/20100101 Firefox/140.0");
        assertThat(CallerRedaction.agent("Ada Lovelace 4929 1234")).isEqualTo("REDACTED");
    }

    @Test
    void keeps_addresses_that_are_some() {
        assertThat(CallerRedaction.address("127.0.0.1")).isEqualTo("127.0.0.1");
        assertThat(CallerRedaction.address("2001:db8::1")).isEqualTo("2001:db8::1");
        assertThat(CallerRedaction.address("ada@shop.example")).isEqualTo("REDACTED");
    }
}
