package telemetry.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final Duration NO_TIME = Duration.ofSeconds(5);

    @Test
    void removes_e_mail_addresses() {
        assertThat(Redaction.text("No mail for Ada.Lovelace+news@mail.example.com, or ada%40example.com."))
                .isEqualTo("No mail for [Filtered], or [Filtered].");
        assertThat(Redaction.text("für jürgen@straße.example")).isEqualTo("für [Filtered]");
        assertThat(Redaction.text("a%40b@mail.example.com_c@example.com1, @d@e.example"))
                .isEqualTo("a%40[Filtered][Filtered]1, @[Filtered]");
    }

    @Test
    void removes_secrets_of_any_spelling() {
        assertThat(Redaction.text("GET /x?token=a1&page=2&access_token=b.c-d&X-API-KEY=e failed"))
                .isEqualTo("GET /x?token=[Filtered]&page=2&access_token=[Filtered]&X-API-KEY=[Filtered] failed");
        assertThat(Redaction.text("client_secret=one password=two Password=three"))
                .isEqualTo("client_secret=[Filtered] password=[Filtered] Password=[Filtered]");
        assertThat(Redaction.text("sent Bearer abc.def")).isEqualTo("sent Bearer [Filtered]");
        assertThat(Redaction.text("/x?key=1&page=2&sig=3&code=4&access_key=5 keys=6 code=7"))
                .isEqualTo(
                        "/x?key=[Filtered]&page=2&sig=[Filtered]&code=[Filtered]&access_key=[Filtered] keys=6 code=7");
        assertThat(Redaction.text("token eyJhbGciOiJF.eyJzdWIi.c2ln expired")).isEqualTo("token [Filtered] expired");
        assertThat(Redaction.text("x-eyJhbGciOiJF.eyJzdWIi.c2ln")).isEqualTo("[Filtered]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Digest username=\"ada\", response=\"5\"",
                "proxy-authorization:Negotiate YII=",
                "Cookie: sid=5; theme=dark",
                "Set-Cookie: a=5; Path=/",
                "X-Api-Key: 5",
                "x-amz-security-token: 5"
            })
    void removes_the_values_of_secret_headers(String header) {
        assertThat(Redaction.text("> " + header + "\n> Accept: */*"))
                .matches("> [\\w-]+: ?\\[Filtered]\n> Accept: \\*/\\*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\":\"5\\\"5\",\"page\":1}",
                "{\"access_token\" : [\"5\", \"5\"],\"page\":1}",
                "{'pwd': 5,\"page\":1}",
                "{\\\"client-secret\\\":\\\"5\\\",\"page\":1}"
            })
    void removes_secrets_from_JSON(String json) {
        assertThat(Redaction.text(json)).endsWith("\"[Filtered]\",\"page\":1}").doesNotContain("5");
    }

    @Test
    void decodes_the_names_of_query_parameters() {
        assertThat(Redaction.query("%74oken=a&page=1&pass%77ord=b%26c&code=d&q=a%40example.com&flag"))
                .isEqualTo("%74oken=[Filtered]&page=1&pass%77ord=[Filtered]&code=[Filtered]&q=[Filtered]&flag");
        assertThat(Redaction.query("%zz=1&token=2")).isEqualTo("%zz=1&token=[Filtered]");
    }

    @Test
    void keeps_other_text() {
        assertThat(Redaction.text("Order 018f of java.lang.Object@1b2c3d4: 503 user-service is unavailable."))
                .isEqualTo("Order 018f of java.lang.Object@1b2c3d4: 503 user-service is unavailable.");
        assertThat(Redaction.text("{\"status_code\":503,\"reason\":\"no token: expired\"} x-trace-id: 5"))
                .isEqualTo("{\"status_code\":503,\"reason\":\"no token: expired\"} x-trace-id: 5");
        assertThat(Redaction.text("")).isEmpty();
        assertThat(Redaction.text(null)).isNull();
    }

    @ParameterizedTest
    @MethodSource("hostileParts")
    void takes_little_time_for_hostile_text(String part) {
        var hostile = part.repeat(64_000 / part.length());

        assertTimeoutPreemptively(NO_TIME, () -> Redaction.text(hostile));
        assertTimeoutPreemptively(NO_TIME, () -> Redaction.text(hostile + "@" + hostile));
        assertTimeoutPreemptively(NO_TIME, () -> Redaction.query(hostile));
    }

    private static Stream<String> hostileParts() {
        return """
                eyJ-
                eyJ
                eyJa.
                eyJa.b.
                a.
                a
                @
                a@a.
                %40
                %40a.
                %40a.a1
                token
                token-
                token=
                token.]
                Bearer\s
                Bearer \t \t \t \s
                \s
                &
                &=
                =
                ?key
                ?key=
                "
                \\
                "a
                "token"
                "token":
                "token":"\\
                "token":[
                X-
                x-a
                x-key
                Cookie:
                cookie: a
                Set-""".lines();
    }
}
