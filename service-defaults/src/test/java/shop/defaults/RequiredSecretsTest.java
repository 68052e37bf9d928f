package shop.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class RequiredSecretsTest {

    @Test
    void are_named_by_their_variable_when_they_are_missing() {
        assertThat(Main.missing(configured(Map.of("operator.password", "secret"))))
                .containsExactly("QUARKUS_DATASOURCE_PASSWORD");
    }

    @Test
    void are_missing_when_they_are_empty() {
        assertThat(Main.missing(configured(Map.of("operator.password", "", "quarkus.datasource.password", "x"))))
                .containsExactly("OPERATOR_PASSWORD");
    }

    private static Config configured(Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put("service.required-secrets", "operator.password,quarkus.datasource.password");
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }
}
