package shop.defaults.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import shop.defaults.problem.InvalidRequest.Violation;
import telemetry.Causes;

/** Answers every failure of a request with a problem: 5xx logged as ERROR with the stack, 4xx as one INFO line. */
@Singleton
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int BEFORE_BUILT_IN = 1;
    /** No answer that anybody gets: what nginx logs for it. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final RoutingContext request;

    ProblemMapper(RoutingContext request) {
        this.request = request;
    }

    @ServerExceptionMapper
    Response expected(Problem problem) {
        return answer(problem);
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response broken(ConstraintViolationException broken) {
        var violations = broken.getConstraintViolations().stream()
                .map(violation -> new Violation(field(violation), violation.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
        return answer(new InvalidRequest("The request breaks the rules listed in violations.", violations));
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response unreadable(MismatchedInputException unreadable) {
        return answer(invalid(unreadable));
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response unauthenticated(UnauthorizedException missingToken) {
        return unauthenticated("This needs an access token: send it as 'Authorization: Bearer <token>'.");
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response unauthenticated(AuthenticationFailedException badToken) {
        return Causes.find(badToken, IOException.class)
                .map(cause -> answer(new DependencyUnavailable("The issuer of access tokens", cause)))
                .orElseGet(() -> unauthenticated("The access token is not valid or has expired: fetch a new one."));
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response forbidden(ForbiddenException forbidden) {
        return answer(new Forbidden());
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response http(WebApplicationException failure) {
        if (failure.getCause() instanceof JacksonException unreadable) {
            return answer(invalid(unreadable));
        }
        return answer(HttpProblem.of(failure.getResponse().getStatus(), failure));
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (request.response().closed()
                && Causes.find(failure, HttpClosedException.class).isPresent()) {
            // Whoever asked is gone before the answer: nothing of ours broke.
            LOG.infof("%d client-closed-request", CLIENT_CLOSED_REQUEST);
            return Response.status(CLIENT_CLOSED_REQUEST).build();
        }
        if (DatabaseFailure.isOutage(failure)) {
            return answer(new DependencyUnavailable("The database", failure));
        }
        if (DatabaseFailure.isUnstorableText(failure)) {
            return answer(new InvalidRequest("The request has a text with the character U+0000."));
        }
        return answer(HttpProblem.of(500, failure));
    }

    private Response unauthenticated(String detail) {
        var answer = answer(new HttpProblem(401, "unauthenticated", "Unauthenticated", detail, null));
        answer.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return answer;
    }

    private Response answer(Problem problem) {
        log(problem);
        var details = ProblemDetails.of(problem, request.request().path());
        var response = Response.status(problem.status())
                .type(ProblemDetails.MEDIA_TYPE)
                .entity(details);
        problem.retryAfter().ifPresent(pause -> response.header(HttpHeaders.RETRY_AFTER, pause.toSeconds()));
        return response.build();
    }

    static void log(Problem problem) {
        if (problem.status() >= 500) {
            LOG.errorf(broken(problem), "%d %s: %s", problem.status(), problem.slug(), problem.getMessage());
        } else {
            LOG.infof("%d %s", problem.status(), problem.slug());
        }
    }

    /** What broke, where the problem only stands for it: an error tracker names and groups errors by it. */
    private static Throwable broken(Problem problem) {
        return problem instanceof HttpProblem && problem.getCause() != null ? problem.getCause() : problem;
    }

    /** Without the parser's own message, which quotes the input and names classes. */
    private static InvalidRequest invalid(JacksonException unreadable) {
        if (!(unreadable instanceof JsonMappingException mapping)
                || mapping.getPath().isEmpty()) {
            return new InvalidRequest("The body is not the JSON object that is expected here.");
        }
        var field = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        var message = unreadable instanceof UnrecognizedPropertyException ? "is not known here" : "has a wrong type";
        return new InvalidRequest("The body has a field that cannot be read.", List.of(new Violation(field, message)));
    }

    /** The path as the caller wrote it: without the name of the method and of the parameter that took the body. */
    private static String field(ConstraintViolation<?> violation) {
        var path = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(Path.Node::toString)
                .toList();
        return String.join(".", path.subList(Math.min(path.size() - 1, 2), path.size()));
    }
}
