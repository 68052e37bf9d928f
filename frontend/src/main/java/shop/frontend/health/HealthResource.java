package shop.frontend.health;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import shop.frontend.FrontendConfig;
import shop.frontend.session.Sessions;

/** Reports the shop's health to the page. */
@Path("/ui/health")
@RunOnVirtualThread
class HealthResource {

    private final HealthReports reports;
    private final FrontendConfig config;
    private final Sessions sessions;
    private final HttpServerRequest request;

    HealthResource(HealthReports reports, FrontendConfig config, Sessions sessions, HttpServerRequest request) {
        this.reports = reports;
        this.config = config;
        this.sessions = sessions;
        this.request = request;
    }

    @GET
    public Health health() {
        // Jaeger's page has no login either where drills are on.
        if (!config.faultsEnabled()) {
            sessions.requireOperator(request);
        }
        return reports.newest();
    }
}
