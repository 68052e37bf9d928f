package shop.http.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** The request breaks the rules listed in its violations. */
public final class InvalidRequest extends Problem {

    /**
     * @param field path of the invalid field in the request
     * @param message the broken rule
     */
    @RegisterForReflection
    public record Violation(String field, String message) {}

    public InvalidRequest(String detail) {
        this(detail, List.of());
    }

    public InvalidRequest(String detail, List<Violation> violations) {
        super(400, "invalid-request", "Invalid request", detail, Map.of("violations", violations), null);
    }
}
