package shop.defaults.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/*",
                "application/json",
                "APPLICATION/JSON",
                "application/json;charset=utf-8",
                "application/json;q=0.001",
                "application/json;q=abc",
                "application/json; q=1.0",
                "text/html, application/json;q=0.1",
                "text/html,,application/*",
                "*/*;q=0, application/json",
                "text/html;q=0, */*",
                "application/json;p=\"a;q=0;b\"",
            })
    void allows_json(String accept) {
        assertThat(AcceptHeader.allowsJson(List.of(accept))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/xml",
                "application/problem+json",
                "*/*;q=0",
                "application/json;q=0",
                "application/json ; q=0.000",
                "application/json;q=0, */*",
                "application/*;q=0, */*;q=1",
                "blah",
                "json",
                "/",
                "*",
                ",",
                ";",
                ";q=1",
                "application/json/x",
                "text/x;a=\"application/json\"",
                "text/html;p=\"\\\",application/json;q=1\"",
            })
    void does_not_allow_json(String accept) {
        assertThat(AcceptHeader.allowsJson(List.of(accept))).isFalse();
    }

    @Test
    void may_be_absent_or_repeated() {
        assertThat(AcceptHeader.allowsJson(List.of())).isTrue();
        assertThat(AcceptHeader.allowsJson(List.of("text/html", "application/json")))
                .isTrue();
        assertThat(AcceptHeader.allowsJson(List.of("text/html", "text/plain"))).isFalse();
    }
}
