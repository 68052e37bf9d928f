package telemetry.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves metrics in the format that the scraper prefers (RFC 9110, section 12.5.1): plain text, or OpenMetrics with
 * exemplars.
 *
 * <p>Quarkus' own handler serves OpenMetrics only to clients that ask for its exact charset and for no plain text,
 * which no Prometheus does by default.
 */
@Singleton
// Quarkus 3.33 creates the simpleclient registry, which Micrometer has deprecated.
@SuppressWarnings("deprecation")
class MetricsEndpoint {

    private static final int BEFORE_QUARKUS = -1;
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PLAIN_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /**
     * Micrometer puts an exemplar on the count of a histogram
     * (https://github.com/micrometer-metrics/micrometer/pull/3996); OpenMetrics allows them on buckets and counters
     * only, and older Prometheus versions reject the whole scrape.
     */
    private static final Pattern COUNT_WITH_EXEMPLAR = Pattern.compile("(?m)^(\\w+_count(?:\\{.*})? \\S+) # \\{.*$");

    void register(
            @Observes ManagementInterface management,
            PrometheusMeterRegistry registry,
            @ConfigProperty(name = "quarkus.micrometer.export.prometheus.path") String path) {
        // Rendering takes too long for an event loop.
        management
                .router()
                .get(path)
                .order(BEFORE_QUARKUS)
                .blockingHandler(request -> render(request, registry), false);
    }

    private static void render(RoutingContext request, PrometheusMeterRegistry registry) {
        var format = format(request);
        var metrics = COUNT_WITH_EXEMPLAR.matcher(registry.scrape(format)).replaceAll("$1");
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, format).end(metrics);
    }

    private static String format(RoutingContext request) {
        return request.parsedHeaders().accept().stream()
                .filter(accepted -> accepted.weight() > 0)
                .filter(accepted -> isOpenMetrics(accepted) || isPlainText(accepted))
                .findFirst()
                .filter(MetricsEndpoint::isPlainText)
                .map(_ -> PLAIN_TEXT)
                .orElse(OPEN_METRICS);
    }

    private static boolean isOpenMetrics(MIMEHeader accepted) {
        return accepted.subComponent().equals("openmetrics-text");
    }

    private static boolean isPlainText(MIMEHeader accepted) {
        return accepted.component().equals("text");
    }
}
