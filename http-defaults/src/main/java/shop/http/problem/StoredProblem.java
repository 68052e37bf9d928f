package shop.http.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is stored of a problem, so that a repeated request is refused with it. */
@RegisterForReflection
public record StoredProblem(int status, String slug, String title, String detail, Map<String, Object> members) {

    public static StoredProblem of(Problem problem) {
        return new StoredProblem(
                problem.status(),
                problem.slug(),
                problem.title,
                problem.getMessage(),
                new LinkedHashMap<>(problem.members));
    }

    public Problem problem() {
        return new Repeated(this);
    }

    private static final class Repeated extends Problem {
        Repeated(StoredProblem stored) {
            super(stored.status, stored.slug, stored.title, stored.detail, stored.members, null);
        }
    }
}
