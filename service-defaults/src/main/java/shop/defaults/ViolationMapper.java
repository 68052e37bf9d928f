package shop.defaults;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import shop.http.problem.InvalidRequest;
import shop.http.problem.InvalidRequest.Violation;
import shop.http.problem.ProblemMapper;

/** Maps violated constraints of a request to a problem that lists them. */
@Singleton
class ViolationMapper {

    private static final int BEFORE_BUILT_IN = 1;

    private final ProblemMapper problems;

    ViolationMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper(priority = BEFORE_BUILT_IN)
    Response violations(ConstraintViolationException invalid) {
        var violations = invalid.getConstraintViolations().stream()
                .map(violation -> new Violation(field(violation), violation.getMessage()))
                .sorted(Comparator.comparing(Violation::field))
                .toList();
        return problems.problem(new InvalidRequest("The request breaks the rules listed in violations.", violations));
    }

    /** The path in the request, without the names of the Java method and of the parameter for the body. */
    private static String field(ConstraintViolation<?> violation) {
        var path = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(Path.Node::toString)
                .toList();
        return String.join(".", path.subList(Math.min(path.size() - 1, 2), path.size()));
    }
}
