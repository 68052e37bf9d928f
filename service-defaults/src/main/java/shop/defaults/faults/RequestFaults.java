package shop.defaults.faults;

import io.quarkus.runtime.BlockingOperationControl;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Requests that have matched a resource wait, except on an event loop, or fail with an unexpected exception. */
@Singleton
class RequestFaults {

    private final Faults faults;

    RequestFaults(Faults faults) {
        this.faults = faults;
    }

    @ServerRequestFilter(priority = Priorities.USER)
    public void delay() {
        var latency = faults.setting(Fault.LATENCY);
        if (latency == null || !latency.isDrawn() || !BlockingOperationControl.isBlockingAllowed()) {
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
        var errors = faults.setting(Fault.ERRORS);
        if (errors != null && errors.isDrawn()) {
            throw new InjectedFault();
        }
    }
}
