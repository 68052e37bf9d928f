package shop.defaults.faults;

import io.quarkus.runtime.BlockingOperationControl;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Requests that have matched a resource wait or fail with an unexpected exception. */
@Singleton
class RequestFaults {

    private final Faults faults;

    RequestFaults(Faults faults) {
        this.faults = faults;
    }

    @ServerRequestFilter(priority = Priorities.USER)
    public void delay(ResteasyReactiveContainerRequestContext request) {
        var latency = faults.setting(Fault.LATENCY);
        if (latency == null || !latency.isDrawn()) {
            return;
        }
        if (!BlockingOperationControl.isBlockingAllowed()) {
            request.suspend();
            var vertx = Vertx.currentContext().owner();
            vertx.setTimer(Math.max(1, latency.delay().toMillis()), _ -> request.resume());
            return;
        }
        try {
            Thread.sleep(latency.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ServerRequestFilter(priority = Priorities.USER + 1)
    public void fail() {
        faults.hit(Fault.ERRORS);
    }
}
