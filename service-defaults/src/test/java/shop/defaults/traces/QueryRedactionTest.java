package shop.defaults.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryRedactionTest {

    @Test
    void hides_texts() {
        assertThat(QueryRedaction.redacted("email=ada@example.com&page=2&query=a%20b"))
                .isEqualTo("email=REDACTED&page=2&query=REDACTED");
    }

    @Test
    void keeps_pages_and_statuses() {
        assertThat(QueryRedaction.redacted("status=CONFIRMED&page=0&size=100"))
                .isEqualTo("status=CONFIRMED&page=0&size=100");
    }

    @Test
    void hides_names_that_are_no_words() {
        assertThat(QueryRedaction.redacted("ada%40example.com&4929123456789012=1&flag&=x"))
                .isEqualTo("REDACTED&REDACTED=1&flag&REDACTED=REDACTED");
    }
}
