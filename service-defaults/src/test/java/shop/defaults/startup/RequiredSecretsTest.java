package shop.defaults.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiredSecretsTest {

    @Test
    void are_named_by_their_variable_when_they_are_missing() {
        assertThat(Main.missing(configured(Map.of("wanted.password", "secret"))))
                .containsExactly("NEEDED_PASSWORD");
    }

    @Test
    void are_missing_when_they_are_empty() {
        assertThat(Main.missing(configured(Map.of("wanted.password", "", "needed.password", "x"))))
                .containsExactly("WANTED_PASSWORD");
    }

    @Test
    void are_not_missing_where_the_configuration_of_a_build_does_not_have_them_yet(@TempDir Path folder)
            throws IOException {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.properties"), """
                        %prod.needed.password=x
                        wanted.password=${not.configured:}
                        """);

        assertThat(Main.missing(configured(Map.of()), Main.today(folder))).containsExactly("WANTED_PASSWORD");
    }

    @Test
    void are_all_missing_where_there_is_no_folder_of_configuration(@TempDir Path folder) {
        assertThat(Main.missing(configured(Map.of()), Main.today(folder)))
                .containsExactly("NEEDED_PASSWORD", "WANTED_PASSWORD");
    }

    private static Config configured(Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put("service.required-secrets", "needed.password,wanted.password");
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }
}
