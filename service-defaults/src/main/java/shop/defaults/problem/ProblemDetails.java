package shop.defaults.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import telemetry.traces.CurrentTrace;

/**
 * The body of an answer of type {@code application/problem+json} (RFC 9457).
 *
 * @param instance path of the request
 * @param traceId trace of the request, 32 hex digits
 */
@RegisterForReflection
record ProblemDetails(
        String type,
        String title,
        int status,
        @JsonInclude(Include.NON_NULL) String detail,
        String instance,
        String traceId,
        @JsonAnyGetter Map<String, ?> members) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:shop:problem:";

    static ProblemDetails of(Problem problem, String path) {
        return new ProblemDetails(
                TYPE_PREFIX + problem.slug(),
                problem.title(),
                problem.status(),
                problem.getMessage(),
                path,
                CurrentTrace.id(),
                problem.members());
    }
}
