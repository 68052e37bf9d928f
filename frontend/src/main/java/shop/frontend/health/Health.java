package shop.frontend.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * The shop's health at one moment.
 *
 * @param source of the services' series: {@code prometheus}, else {@code services}
 * @param objectives absent without Prometheus
 * @param alerts absent without Prometheus
 */
@RegisterForReflection
record Health(
        Instant at,
        List<Part> parts,
        String source,
        List<ServiceHealth> services,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Objective> objectives,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Alert> alerts,
        Mail mail,
        NewestError error) {

    @RegisterForReflection
    record Part(String id, boolean available) {}

    /** Series of pairs of epoch seconds and value; {@code p95} in seconds. */
    @RegisterForReflection
    record ServiceHealth(String service, List<double[]> requestRate, List<double[]> errorRatio, List<double[]> p95) {}

    /** @param budgetLeft 1 is all of it, below 0 the objective is missed */
    @RegisterForReflection
    record Objective(String service, String name, double objective, double budgetLeft) {}

    @RegisterForReflection
    record Alert(String name, String severity, String summary, String since, String runbook, String service) {}

    @RegisterForReflection
    record Mail(String subject, String at, String link) {}

    @RegisterForReflection
    record NewestError(String message, String service, Instant at, String traceId, String link) {}
}
