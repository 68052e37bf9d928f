package telemetry.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerRedactionTest {

    private static final String ID = "01a20aee-5976-71fa-a5b1-0242ac120002";

    @Test
    void keeps_the_words_of_the_route_and_ids_in_a_path() {
        assertThat(CallerRedaction.path("/orders", "/orders", false)).isEqualTo("/orders");
        assertThat(CallerRedaction.path("/orders/" + ID + "/cancellation", "/orders/{id}/cancellation", false))
                .isEqualTo("/orders/" + ID + "/cancellation");
        assertThat(CallerRedaction.path("/.well-known/jwks.json", "/.well-known/jwks.json", false))
                .isEqualTo("/.well-known/jwks.json");
        assertThat(CallerRedaction.path("/", "", false)).isEqualTo("/");
    }

    @Test
    void keeps_a_slug_in_a_path_where_it_is_one_of_ours() {
        assertThat(CallerRedaction.path("/products/green-tea", "/products/{id}", true))
                .isEqualTo("/products/green-tea");
        assertThat(CallerRedaction.path("/products/correct-horse-battery", "/products/{id}", false))
                .isEqualTo("/products/REDACTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ada%40shop.example", "Ada%20Lovelace", "4929%201234", "a;session=1", "eyJhbGciOi.J9eyJ.x7Y"})
    void takes_all_else_out_of_a_path(String segment) {
        assertThat(CallerRedaction.path("/users/" + segment, "/users/{id}", true))
                .isEqualTo("/users/REDACTED");
    }

    @Test
    void takes_everything_out_of_a_path_that_nothing_matched() {
        assertThat(CallerRedaction.path("/ada/lovelace/42", "unmatched", false))
                .isEqualTo("/REDACTED/REDACTED/REDACTED");
        assertThat(CallerRedaction.path("/ada", "/", true)).isEqualTo("/REDACTED");
    }

    @ParameterizedTest
    @CsvSource({
        "page=2&size=100, page=2&size=100",
        "page=ada, page=REDACTED",
        "email=ada@example.com&page=2, REDACTED&page=2",
        "ada%40example.com&lovelace=1&=x&page, REDACTED&REDACTED&REDACTED&REDACTED"
    })
    void keeps_the_page_in_a_query(String query, String redacted) {
        assertThat(CallerRedaction.query(query)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @CsvSource({
        "curl/8.5.0, curl/8.5.0",
        "Mozilla/5.0 (X11; Ada Lovelace) Gecko/20100101 Firefox/140.0, Mozilla/5.0 Gecko/20100101 Firefox/140.0",
        "Ada-Lovelace/1.0, REDACTED",
        "curl/4929123456789012, REDACTED",
        "Ada Lovelace 4929 1234, REDACTED"
    })
    void keeps_the_well_known_products_of_a_user_agent(String agent, String redacted) {
        assertThat(CallerRedaction.agent(agent)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "ada@shop.example, REDACTED",
        "localhost, REDACTED",
        "4929123456789012, REDACTED",
        "'', REDACTED"
    })
    void keeps_addresses_that_are_some(String address, String redacted) {
        assertThat(CallerRedaction.address(address)).isEqualTo(redacted);
    }

    @Test
    void keeps_the_known_schemes() {
        assertThat(CallerRedaction.scheme("https")).isEqualTo("https");
        assertThat(CallerRedaction.scheme("ada@shop.example")).isEqualTo("REDACTED");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost",
        "order-service, order-service",
        "10.1.2.3, 10.1.2.3",
        "ada.example, REDACTED",
        "user-service, REDACTED"
    })
    void keeps_the_hosts_by_which_a_service_is_known(String host, String redacted) {
        assertThat(CallerRedaction.host(host, "order-service")).isEqualTo(redacted);
    }
}
