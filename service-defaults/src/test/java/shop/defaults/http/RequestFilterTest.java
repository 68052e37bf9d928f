package shop.defaults.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void takes_no_other_encoding_of_unicode_for_text(String charset) {
        assertThat(RequestFilter.isText(Buffer.buffer("{\"name\":\"é\"}".getBytes(Charset.forName(charset)))))
                .isFalse();
    }

    @Test
    void takes_valid_utf_8_alone_for_text() {
        assertThat(isText("{\"name\":\"é \uD83D\uDE00\"}".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(isText()).isTrue();

        assertThat(isText(0)).as("U+0000").isFalse();
        assertThat(isText('a', 0xFF)).as("no UTF-8").isFalse();
        assertThat(isText('a', 0xC3)).as("cut off").isFalse();
        assertThat(isText(0xC0, 0x80)).as("overlong").isFalse();
        assertThat(isText(0xED, 0xA0, 0x80)).as("surrogate").isFalse();
        assertThat(isText(0xF4, 0x90, 0x80, 0x80)).as("beyond U+10FFFF").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON; Charset=UTF-8",
                "application/json;charset=\"utf-8\"",
                "application/json;charset=utf8;v=1",
                "application/json; v=1",
                "application/json;",
                "application/json ; charset=utf-8",
                "application/json\t;v=1",
                "application/json;charset=\"utf\\-8\"",
                "application/json;v=\",;charset=utf-16\"",
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=ISO-8859-1",
            })
    void reads_media_types_in_utf_8(String type) {
        assertThat(RequestFilter.isReadable(List.of(type))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "/",
                "*/*",
                "application/*",
                ";charset=utf-8",
                "application/json, text/plain",
                "application/json;v=1, text/plain",
                "application/json;charset=utf-16",
                "application/json;v=1; charset=iso-8859-1",
                "application/json;charset=",
                "application/json;charset=\"",
                "application/json[",
                "application/json(x)",
                "application/json\\x",
                "application/js=on",
                "application/j@son",
                "application/json<>",
                "application/json?",
                "application/{json}",
                "application/é",
                "a:b/c",
            })
    void reads_no_other_media_types(String type) {
        assertThat(RequestFilter.isReadable(List.of(type))).isFalse();
    }

    /** A regular expression with a group for parameters recursed once for each of them. */
    @ParameterizedTest
    @ValueSource(strings = {";a", ";a=b", ";charset=utf-8", " ;", "; "})
    void reads_any_number_of_parameters(String parameter) {
        assertThat(RequestFilter.isReadable(List.of("application/json" + parameter.repeat(7_000))))
                .isTrue();
    }

    private static boolean isText(int... bytes) {
        var body = Buffer.buffer();
        for (var value : bytes) {
            body.appendByte((byte) value);
        }
        return RequestFilter.isText(body);
    }

    private static boolean isText(byte[] bytes) {
        return RequestFilter.isText(Buffer.buffer(bytes));
    }
}
