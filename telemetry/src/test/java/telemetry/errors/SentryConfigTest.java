package telemetry.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentryConfigTest {

    @Test
    void treats_empty_variables_as_not_set() throws IOException {
        var config = configured(Map.of(
                "SENTRY_DSN", "",
                "SENTRY_ENVIRONMENT", "",
                "SENTRY_RELEASE", "",
                "SENTRY_TRACES_SAMPLE_RATE", "",
                "SENTRY_PROFILES_SAMPLE_RATE", "",
                "SENTRY_IN_APP_INCLUDES", ""));

        var settings = config.getConfigMapping(SentryConfig.class);
        assertThat(settings.dsn()).isEmpty();
        assertThat(settings.release()).isEmpty();
        assertThat(settings.tracesSampleRate()).isEmpty();
        assertThat(settings.profilesSampleRate()).isEmpty();
        assertThat(settings.inAppIncludes()).isEmpty();
        assertThat(environment(config)).isEmpty();
    }

    @Test
    void reads_the_variables_of_Sentry() throws IOException {
        var config = configured(Map.of(
                "SENTRY_ENVIRONMENT", "staging",
                "SENTRY_RELEASE", "greeting@7",
                "SENTRY_TRACES_SAMPLE_RATE", "abc",
                "SENTRY_IN_APP_INCLUDES", "greeting.,org.acme."));

        var settings = config.getConfigMapping(SentryConfig.class);
        assertThat(settings.release()).contains("greeting@7");
        assertThat(settings.tracesSampleRate()).contains("abc");
        assertThat(settings.inAppIncludes()).contains(List.of("greeting.", "org.acme."));
        assertThat(environment(config)).contains("staging");
    }

    private static Optional<String> environment(SmallRyeConfig config) {
        return config.getOptionalValue("service.environment", String.class);
    }

    private static SmallRyeConfig configured(Map<String, String> environment) throws IOException {
        var shared = SentryConfig.class.getResource("/META-INF/microprofile-config.properties");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile("prod")
                .withSources(new PropertiesConfigSource(shared, 100), new EnvConfigSource(environment, 300))
                .withMapping(SentryConfig.class)
                .withValidateUnknown(false)
                .build();
    }
}
