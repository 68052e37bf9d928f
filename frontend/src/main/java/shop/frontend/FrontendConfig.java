package shop.frontend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.http.problem.HttpProblem;
import shop.http.problem.Problem;

/** What the frontend serves, and where it finds the rest of the shop. */
@ConfigMapping(prefix = "frontend")
public interface FrontendConfig {

    /** By name. */
    Map<String, Service> services();

    /** By name; a program without a URL is not part of this installation. */
    Map<String, Program> programs();

    /** Where a browser finds the runbooks; without it, alerts have no link to theirs. */
    Optional<String> runbooks();

    /** Period of the samples that replace Prometheus. */
    Duration sampleEvery();

    boolean faultsEnabled();

    String currency();

    Account demoCustomer();

    Account operator();

    /** @throws Problem unless drills are on and the account is set */
    default Account demoAccount(boolean isOperator) {
        return Optional.of(isOperator ? operator() : demoCustomer())
                .filter(account -> faultsEnabled() && account.isSet())
                .orElseThrow(() -> HttpProblem.of(404, null));
    }

    default Service service(String name) {
        return Optional.ofNullable(services().get(name)).orElseThrow(() -> HttpProblem.of(404, null));
    }

    default Optional<URI> program(String name) {
        return Optional.ofNullable(programs().get(name)).flatMap(Program::url);
    }

    /** A service whose API is reachable through the frontend. */
    interface Service {

        URI url();

        @WithName("management-url")
        URI managementUrl();

        /** Limit of one call. */
        Duration timeout();

        /** Method and template of each route, such as {@code GET /orders/{id}}. */
        List<String> routes();
    }

    /** A program of the observability stack. */
    interface Program {

        /** Where the frontend reaches it. */
        Optional<URI> url();

        /** Where a browser reaches it. */
        Optional<String> link();
    }

    /** An account of the demo. */
    interface Account {

        Optional<String> email();

        Optional<String> password();

        default boolean isSet() {
            return email().isPresent() && password().isPresent();
        }
    }
}
