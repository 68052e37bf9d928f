package shop.defaults.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final Duration NO_TIME = Duration.ofSeconds(5);

    @Test
    void takes_addresses_out() {
        assertThat(Redaction.text("No mail for Ada.Lovelace+shop@mail.example.com, or ada%40example.com."))
                .isEqualTo("No mail for [Filtered], or [Filtered].");
        assertThat(Redaction.text("für jürgen@straße.example")).isEqualTo("für [Filtered]");
        assertThat(Redaction.text("a%40b@mail.example.com_c@example.com1, @d@e.example"))
                .isEqualTo("a%40[Filtered][Filtered]1, @[Filtered]");
    }

    @Test
    void takes_secrets_of_any_spelling_out() {
        assertThat(Redaction.text("GET /x?token=a1&page=2&access_token=b.c-d&X-API-KEY=e failed"))
                .isEqualTo("GET /x?token=[Filtered]&page=2&access_token=[Filtered]&X-API-KEY=[Filtered] failed");
        assertThat(Redaction.text("client_secret=one password=two Password=three"))
                .isEqualTo("client_secret=[Filtered] password=[Filtered] Password=[Filtered]");
        assertThat(Redaction.text("Authorization: Bearer abc.def")).isEqualTo("Authorization: Bearer [Filtered]");
        assertThat(Redaction.text("token eyJhbGciOiJF.eyJzdWIi.c2ln expired")).isEqualTo("token [Filtered] expired");
        assertThat(Redaction.text("x-eyJhbGciOiJF.eyJzdWIi.c2ln")).isEqualTo("[Filtered]");
    }

    @Test
    void reads_the_names_of_a_query_as_a_server_does() {
        assertThat(Redaction.query("%74oken=a&page=1&pass%77ord=b%26c&q=a%40example.com&flag"))
                .isEqualTo("%74oken=[Filtered]&page=1&pass%77ord=[Filtered]&q=[Filtered]&flag");
        assertThat(Redaction.query("%zz=1&token=2")).isEqualTo("%zz=1&token=[Filtered]");
    }

    @Test
    void leaves_the_rest() {
        assertThat(Redaction.text("Order 018f of java.lang.Object@1b2c3d4: 503 user-service is unavailable."))
                .isEqualTo("Order 018f of java.lang.Object@1b2c3d4: 503 user-service is unavailable.");
        assertThat(Redaction.text("")).isEmpty();
        assertThat(Redaction.text(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ-",
                "eyJ",
                "eyJa.",
                "eyJa.b.",
                "a.",
                "a",
                "@",
                "a@a.",
                "%40",
                "%40a.",
                "%40a.a1",
                "token",
                "token-",
                "token=",
                "token.]",
                "Bearer ",
                "Bearer\t\t\t\t",
                " ",
                "&",
                "&=",
                "=",
                "\"",
                "\\"
            })
    void is_done_with_a_hostile_text_in_no_time(String part) {
        var hostile = part.repeat(64_000 / part.length());

        assertTimeoutPreemptively(NO_TIME, () -> Redaction.text(hostile));
        assertTimeoutPreemptively(NO_TIME, () -> Redaction.text(hostile + "@" + hostile));
        assertTimeoutPreemptively(NO_TIME, () -> Redaction.query(hostile));
    }
}
