package shop.http.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequiredSecretsTest {

    @Test
    void are_named_by_their_variable_when_they_are_missing() {
        assertThat(failure(Map.of("wanted.password", "secret")))
                .startsWith("Cannot start: ")
                .contains("NEEDED_PASSWORD")
                .doesNotContain("WANTED_PASSWORD", "\n");
    }

    @Test
    void are_missing_when_they_are_empty() {
        assertThat(failure(Map.of("wanted.password", "", "needed.password", "x")))
                .contains("WANTED_PASSWORD")
                .doesNotContain("NEEDED_PASSWORD");
    }

    @Test
    void are_all_named_in_one_line() {
        assertThat(failure(Map.of()))
                .contains("NEEDED_PASSWORD", "WANTED_PASSWORD")
                .doesNotContain("\n");
    }

    @Test
    void may_come_from_any_source() {
        var config = configured(Map.of("wanted.password", "secret", "needed.password", "x"));

        assertThat(config.getConfigMapping(RequiredSecrets.class).all()).hasSize(2);
    }

    private static String failure(Map<String, String> values) {
        return Main.describe(catchThrowableOfType(ConfigValidationException.class, () -> configured(values)));
    }

    private static SmallRyeConfig configured(Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put("service.secrets.NEEDED_PASSWORD", "${needed.password}");
        all.put("service.secrets.WANTED_PASSWORD", "${wanted.password}");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(RequiredSecrets.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }
}
