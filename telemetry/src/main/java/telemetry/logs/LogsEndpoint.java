package telemetry.logs;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.Optional;

/**
 * Exports log records to {@code OTEL_EXPORTER_OTLP_LOGS_ENDPOINT} only.
 *
 * <p>The OpenTelemetry specification defines it as the whole URL, to which Quarkus would append another
 * {@code /v1/logs}; without it, Quarkus would export to the endpoint of traces.
 */
public final class LogsEndpoint implements ConfigSourceInterceptor {

    private static final String CONFIGURED = "service.log-store";
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
        return Optional.ofNullable(context.proceed(CONFIGURED))
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
                .withConfigSourceName(LogsEndpoint.class.getSimpleName())
                .build();
    }
}
