package telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telemetry.http.KnownRoutes;
import telemetry.http.Route;

class HttpMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void register() {
        var routes = new KnownRoutes();
        for (var method : Greetings.class.getDeclaredMethods()) {
            routes.configure(new DeclaredMethod(method), null);
        }
        routes.add(new Route("GET", "/added"));
        new HttpMetrics(routes, registry).registerRoutes(new StartupEvent());
    }

    @Test
    void counts_what_alerts_read_of_each_route_from_the_start() {
        assertThat(registry.find("http.requests").counters())
                .allSatisfy(counter -> assertThat(counter.count()).isZero())
                .extracting(counter -> counter.getId().getTag("method") + " "
                        + counter.getId().getTag("endpoint") + " "
                        + counter.getId().getTag("status_code"))
                .containsExactlyInAnyOrder(
                        "GET /added 500",
                        "GET /added 503",
                        "GET /greetings/{name} 500",
                        "GET /greetings/{name} 503",
                        "GET unmatched 500",
                        "GET unmatched 503",
                        "HEAD /added 500",
                        "HEAD /added 503",
                        "HEAD /greetings/{name} 500",
                        "HEAD /greetings/{name} 503",
                        "HEAD unmatched 500",
                        "HEAD unmatched 503",
                        "POST /greetings 201",
                        "POST /greetings 409",
                        "POST /greetings 422",
                        "POST /greetings 500",
                        "POST /greetings 503",
                        "POST unmatched 500",
                        "POST unmatched 503");
    }

    @Test
    void has_the_duration_of_each_route_from_the_start() {
        assertThat(registry.find("http.request.duration").timers())
                .extracting(Meter::getId)
                .extracting(id -> id.getTag("method") + " " + id.getTag("endpoint"))
                .containsExactlyInAnyOrder(
                        "GET /added",
                        "GET /greetings/{name}",
                        "GET unmatched",
                        "HEAD /added",
                        "HEAD /greetings/{name}",
                        "HEAD unmatched",
                        "POST /greetings",
                        "POST unmatched");
    }

    @Path("/greetings/")
    interface Greetings {

        @GET
        @Path("{name}")
        String greet(String name);

        @POST
        void add();

        void unrouted();
    }

    private record DeclaredMethod(Method getResourceMethod) implements ResourceInfo {

        @Override
        public Class<?> getResourceClass() {
            return getResourceMethod.getDeclaringClass();
        }
    }
}
