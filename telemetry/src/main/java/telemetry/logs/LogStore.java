package telemetry.logs;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.Optional;

/**
 * Sends log records to the log store where {@code OTEL_EXPORTER_OTLP_LOGS_ENDPOINT} names one, and nowhere else.
 *
 * <p>By the specification that variable holds the whole URL, to which Quarkus would add a second {@code /v1/logs}; and
 * where it is not set, Quarkus would send the records to the receiver of traces.
 */
public final class LogStore implements ConfigSourceInterceptor {

    private static final String LOG_STORE = "service.log-store";
    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.logs.endpoint";
    private static final String ENABLED = "quarkus.otel.logs.handler.enabled";
    private static final String PATH = "/v1/logs";

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return switch (name) {
            case ENDPOINT ->
                endpoint(context).map(url -> value(name, withoutPath(url))).orElseGet(() -> context.proceed(name));
            case ENABLED -> value(name, String.valueOf(endpoint(context).isPresent()));
            default -> context.proceed(name);
        };
    }

    private static Optional<String> endpoint(ConfigSourceInterceptorContext context) {
        return Optional.ofNullable(context.proceed(LOG_STORE))
                .map(ConfigValue::getValue)
                .filter(url -> !url.isBlank());
    }

    private static String withoutPath(String url) {
        return url.endsWith(PATH) ? url.substring(0, url.length() - PATH.length()) : url;
    }

    private static ConfigValue value(String name, String value) {
        return ConfigValue.builder()
                .withName(name)
                .withValue(value)
                .withConfigSourceName(LogStore.class.getSimpleName())
                .build();
    }
}
