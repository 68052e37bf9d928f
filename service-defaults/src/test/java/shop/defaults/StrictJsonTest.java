package shop.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private static final UUID ID = UUID.fromString("01932f6e-5c1e-7000-8000-0123456789ab");

    private final ObjectMapper json = new ObjectMapper();

    StrictJsonTest() {
        new StrictJson().customize(json);
    }

    @Test
    void accepts_an_enum_by_its_name() throws JsonProcessingException {
        assertThat(read("type", "express").type()).isEqualTo(Type.EXPRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "express\n", " express", "express\u0001", "express\0", "EXPRESS", "0"})
    void rejects_an_enum_in_another_form(String text) {
        assertThatExceptionOfType(InvalidFormatException.class)
                .isThrownBy(() -> read("type", text))
                .satisfies(rejected -> assertThat(rejected.getTargetType()).isEqualTo(Type.class))
                .satisfies(rejected -> assertThat(rejected.getValue()).isEqualTo(text))
                .satisfies(rejected -> assertThat(rejected.getPath())
                        .singleElement()
                        .satisfies(step -> assertThat(step.getFieldName()).isEqualTo("type")));
    }

    @Test
    void accepts_a_UUID_of_36_characters_in_either_case() throws JsonProcessingException {
        assertThat(read("id", ID.toString()).id()).isEqualTo(ID);
        assertThat(read("id", ID.toString().toUpperCase()).id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01932f6e-5c1e-7000-8000-0123456789ab\n",
                " 01932f6e-5c1e-7000-8000-0123456789ab",
                "01932f6e5c1e700080000123456789ab",
                "AZMvblwecACAAAEjRWeJqw==",
                "      AZMvblwecACAAAEjRWeJqw==      ",
                "0-0-0-0-0"
            })
    void rejects_a_UUID_in_another_form(String text) {
        assertThatExceptionOfType(InvalidFormatException.class)
                .isThrownBy(() -> read("id", text))
                .satisfies(rejected -> assertThat(rejected.getTargetType()).isEqualTo(UUID.class));
    }

    @Test
    void accepts_null_and_rejects_numbers_for_both() throws JsonProcessingException {
        assertThat(json.readValue("{\"type\":null,\"id\":null}", Request.class)).isEqualTo(new Request(null, null));
        for (var field : new String[] {"type", "id"}) {
            assertThatExceptionOfType(MismatchedInputException.class)
                    .isThrownBy(() -> json.readValue("{\"" + field + "\":1}", Request.class));
        }
    }

    private Request read(String field, String text) throws JsonProcessingException {
        return json.readValue(json.writeValueAsString(Map.of(field, text)), Request.class);
    }

    enum Type {
        @JsonProperty("standard")
        STANDARD,
        @JsonProperty("express")
        EXPRESS
    }

    record Request(Type type, UUID id) {}
}
