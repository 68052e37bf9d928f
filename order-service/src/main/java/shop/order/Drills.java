package shop.order;

import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import shop.defaults.errors.ErrorTracking;
import shop.defaults.traces.BusinessSpans;

/** A fault to order, where fault drills are on; nothing at all elsewhere. */
@Path(Drills.PATH)
@PermitAll
@RunOnVirtualThread
class Drills {

    static final String PATH = "/risky";

    private static final Logger LOG = Logger.getLogger(Drills.class);

    @RegisterForReflection
    record Failure(String error) {}

    private final ErrorTracking errors;
    private final BusinessSpans spans;

    Drills(ErrorTracking errors, BusinessSpans spans) {
        this.errors = errors;
        this.spans = spans;
    }

    @GET
    public Failure risky() {
        try {
            return new Failure("none: " + spans.call("calculate", _ -> divided(1, 0)));
        } catch (ArithmeticException e) {
            errors.capture(e).ifPresent(event -> Span.current().setAttribute("shop.sentry.event.id", event));
            // As an ERROR it would be a second event.
            LOG.warnf("The calculation failed: %s", e.getMessage());
            return new Failure("calculation failed");
        }
    }

    private static int divided(int number, int divisor) {
        return number / divisor;
    }

    /** Where drills are off, no route matches: to answers, metrics and traces the path is like any other unknown one. */
    static final class Switch {

        private static final URI NOWHERE = URI.create("/no-drills");

        private final boolean on;

        Switch(OrderSettings settings) {
            on = settings.faultsEnabled();
        }

        @ServerRequestFilter(preMatching = true)
        public void hide(ContainerRequestContext request) {
            if (!on && request.getUriInfo().getPath().equals(PATH)) {
                request.setRequestUri(NOWHERE);
            }
        }
    }
}
