package shop.defaults.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** The request breaks rules that its caller can read in the violations. */
public final class InvalidRequest extends Problem {

    /**
     * @param field path of the offending field, as it stands in the request
     * @param message what is wrong with it
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
