package shop.http.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import shop.http.problem.InvalidRequest.Violation;
import shop.http.text.Text;
import telemetry.Causes;
import telemetry.http.Outcome;

/** Maps every failure of a request to a problem: logs 5xx as ERROR with the stack trace, 4xx as one INFO line. */
@Singleton
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int BEFORE_BUILT_IN = 1;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final RoutingContext request;

    ProblemMapper(RoutingContext request) {
        this.request = request;
    }

    @ServerExceptionMapper
    public Response problem(Problem problem) {
        log(problem);
        var response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.details(request.request().path()));
        problem.retryAfter().ifPresent(delay -> response.header(HttpHeaders.RETRY_AFTER, delay.toSeconds()));
        return response.build();
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response unreadable(MismatchedInputException unreadable) {
        return problem(invalid(unreadable));
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response noToken(UnauthorizedException noToken) {
        return unauthenticated("Bearer", "This needs an access token: send it as 'Authorization: Bearer <token>'.");
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response badToken(AuthenticationFailedException badToken) {
        return Causes.find(badToken, IOException.class)
                .map(cause -> problem(new DependencyUnavailable("The issuer of access tokens", cause)))
                .orElseGet(() -> unauthenticated(
                        "Bearer error=\"invalid_token\"",
                        "The access token is not valid or has expired: fetch a new one."));
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response forbidden(ForbiddenException forbidden) {
        return problem(new Forbidden());
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response http(WebApplicationException failure) {
        if (failure.getCause() instanceof JacksonException unreadable) {
            return problem(invalid(unreadable));
        }
        var status = failure.getResponse().getStatus();
        var response = problem(HttpProblem.of(status, failure));
        if (status == METHOD_NOT_ALLOWED) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, AllowedMethods.at(request));
        }
        return response;
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (request.response().closed()
                && Causes.find(failure, HttpClosedException.class).isPresent()) {
            return problem(HttpProblem.of(Outcome.CLIENT_CLOSED_REQUEST, failure));
        }
        if (DatabaseFailure.isOutage(failure)) {
            return problem(new DependencyUnavailable("The database", failure));
        }
        return problem(HttpProblem.of(500, failure));
    }

    /** @param challenge as in RFC 6750, section 3 */
    private Response unauthenticated(String challenge, String detail) {
        var response = problem(new Unauthenticated(detail));
        response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, challenge);
        return response;
    }

    /** Logs the problem that a request is answered with. */
    public static void log(Problem problem) {
        if (problem.status() >= 500) {
            // An error tracker names and groups errors by their exception.
            var failure = problem instanceof HttpProblem && problem.getCause() != null ? problem.getCause() : problem;
            LOG.errorf(failure, "%d %s: %s", problem.status(), problem.slug(), problem.getMessage());
        } else {
            LOG.infof("%d %s", problem.status(), problem.slug());
        }
    }

    /** Without Jackson's own message, which quotes the input and names classes. */
    private static InvalidRequest invalid(JacksonException unreadable) {
        if (!(unreadable instanceof JsonMappingException mapping)
                || mapping.getPath().isEmpty()) {
            return new InvalidRequest("The body is not the expected JSON object.");
        }
        var field = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        if (!Text.isStorable(field)) {
            return new InvalidRequest("The body has a field whose name contains U+0000 or an unpaired surrogate.");
        }
        return new InvalidRequest("The body has an invalid field.", List.of(new Violation(field, message(mapping))));
    }

    private static String message(JsonMappingException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException _ -> "is unknown";
            case InvalidFormatException format
            when format.getValue() instanceof String text && !Text.isStorable(text) ->
                "must not contain U+0000 or an unpaired surrogate";
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null && mismatch.getTargetType().isEnum() ->
                "must be one of "
                        + Stream.of(mismatch.getTargetType().getEnumConstants())
                                .map(constant -> DatabindCodec.mapper()
                                        .valueToTree(constant)
                                        .asText())
                                .collect(Collectors.joining(", "));
            default -> "has the wrong type";
        };
    }
}
