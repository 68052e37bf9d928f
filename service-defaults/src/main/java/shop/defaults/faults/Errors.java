package shop.defaults.faults;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Requests that have matched a resource fail with an unexpected exception. */
@Singleton
class Errors extends Fault {

    Errors() {
        super("errors", Parameter.RATE);
    }

    @ServerRequestFilter(priority = Priorities.USER + 1)
    public void strike() {
        var setting = setting();
        if (setting != null && setting.isDrawn()) {
            throw new InjectedFault();
        }
    }
}
