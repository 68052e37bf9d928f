package shop.frontend.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.sdk.resources.Resource;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.LateBoundSpanProcessor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import shop.frontend.session.SameOrigin;
import shop.http.problem.HttpProblem;
import shop.http.problem.InvalidRequest;

/** Takes spans and errors of the page: the spans leave with the frontend's own, an error is logged as one. */
@Path("/")
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class BrowserResource {

    private static final Logger LOG = Logger.getLogger(BrowserResource.class);
    private static final String SERVICE = "browser";
    private static final int LONGEST_ERROR = 8 * 1_024;
    private static final double SPANS_PER_SECOND = 10;
    private static final int MOST_SPANS_AT_ONCE = 20;
    private static final double ERRORS_PER_SECOND = 5d / 60;
    private static final int MOST_ERRORS_AT_ONCE = 5;

    @RegisterForReflection
    record ErrorReport(String message, String stack) {}

    private final LateBoundSpanProcessor processor;
    private final BrowserSpans spans;
    private final RateLimit spanLimit = new RateLimit(SPANS_PER_SECOND, MOST_SPANS_AT_ONCE, System::nanoTime);
    private final RateLimit errorLimit = new RateLimit(ERRORS_PER_SECOND, MOST_ERRORS_AT_ONCE, System::nanoTime);

    BrowserResource(
            LateBoundSpanProcessor processor,
            Resource resource,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.processor = processor;
        spans = new BrowserSpans(resource.toBuilder()
                .removeIf(key -> key.getKey().equals("service.instance.id"))
                .put("service.name", SERVICE)
                .put("service.version", version)
                .build());
    }

    @POST
    @Path("/v1/traces")
    public Map<String, String> export(JsonNode request, HttpServerRequest http) {
        SameOrigin.require(http);
        spanLimit.take(http.remoteAddress().hostAddress());
        if (request != null) {
            spans.of(request).forEach(processor::onEnd);
        }
        // A success without content (https://opentelemetry.io/docs/specs/otlp/#full-success-1).
        return Map.of();
    }

    @POST
    @Path("/ui/errors")
    public Response report(ErrorReport report, HttpServerRequest http) {
        SameOrigin.require(http);
        errorLimit.take(http.remoteAddress().hostAddress());
        if (report == null || report.message() == null) {
            throw new InvalidRequest("An error has a message.");
        }
        if (length(report.message()) + length(report.stack()) > LONGEST_ERROR) {
            throw HttpProblem.of(413, null);
        }
        LOG.error("The page failed", new PageError(report.message(), report.stack()));
        return Response.accepted().build();
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}
