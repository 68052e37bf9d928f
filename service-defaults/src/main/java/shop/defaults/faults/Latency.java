package shop.defaults.faults;

import io.quarkus.runtime.BlockingOperationControl;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Requests that have matched a resource wait before they are handled, except on an event loop. */
@Singleton
class Latency extends Fault {

    Latency() {
        super("latency", Parameter.DELAY, Parameter.RATE);
    }

    @ServerRequestFilter(priority = Priorities.USER)
    public void strike() {
        var setting = setting();
        if (setting == null || !setting.isDrawn() || !BlockingOperationControl.isBlockingAllowed()) {
            return;
        }
        try {
            Thread.sleep(setting.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
