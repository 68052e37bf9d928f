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
 * Gives a scraper the format that it prefers (RFC 9110, section 12.5.1): plain text, or OpenMetrics with its exemplars.
 *
 * <p>Quarkus' own handler gives OpenMetrics to those alone that ask for its very charset and for no plain text, as no
 * Prometheus does by itself; and a Prometheus before 3.0 refuses exemplars that OpenMetrics does not allow.
 */
@Singleton
// The registry that Quarkus makes is of the kind that Micrometer wants to be rid of.
@SuppressWarnings("deprecation")
class Exposition {

    private static final int BEFORE_QUARKUS = -1;
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PLAIN_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** Micrometer gives the count of a histogram an exemplar, which OpenMetrics allows buckets and counters alone. */
    private static final Pattern COUNT_WITH_EXEMPLAR = Pattern.compile("(?m)^(\\w+_count(?:\\{.*})? \\S+) # \\{.*$");

    private final PrometheusMeterRegistry registry;
    private final String path;

    Exposition(
            PrometheusMeterRegistry registry,
            @ConfigProperty(name = "quarkus.micrometer.export.prometheus.path") String path) {
        this.registry = registry;
        this.path = path;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get(path).order(BEFORE_QUARKUS).handler(request -> {
            var format = format(request);
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, format).end(metrics(format));
        });
    }

    private String metrics(String format) {
        return COUNT_WITH_EXEMPLAR.matcher(registry.scrape(format)).replaceAll("$1");
    }

    private static String format(RoutingContext request) {
        return request.parsedHeaders().accept().stream()
                .filter(accepted -> accepted.weight() > 0)
                .filter(accepted -> isOpenMetrics(accepted) || isPlainText(accepted))
                .findFirst()
                .filter(Exposition::isPlainText)
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
