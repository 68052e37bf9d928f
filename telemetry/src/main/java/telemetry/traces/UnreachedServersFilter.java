package telemetry.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;
import java.util.Objects;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

/** Reports failed calls of REST clients to {@link UnreachedServers}. */
@Provider
class UnreachedServersFilter implements ClientRequestFilter {

    private static final String PATH_TEMPLATE = "UrlPathTemplate";

    private final UnreachedServers unreached;

    UnreachedServersFilter(UnreachedServers unreached) {
        this.unreached = unreached;
    }

    @Override
    public void filter(ClientRequestContext request) {
        var parent = Context.current();
        var start = Instant.now();
        // No public hook sees a call that gets no connection.
        var call = ((ClientRequestContextImpl) request).getRestClientRequestContext();
        call.getResult().whenComplete((_, failure) -> {
            if (failure != null) {
                unreached.leaveSpan(name(request), attributes(request), parent, start, failure);
            }
        });
    }

    private static String name(ClientRequestContext request) {
        var path = Objects.requireNonNullElse((String) request.getProperty(PATH_TEMPLATE), "");
        return (request.getMethod() + " " + path).strip();
    }

    private static Attributes attributes(ClientRequestContext request) {
        var uri = request.getUri();
        var defaultPort = "https".equals(uri.getScheme()) ? 443 : 80;
        return Attributes.builder()
                .put("http.request.method", request.getMethod())
                .put("url.full", uri.toString())
                .put("server.address", uri.getHost())
                .put("server.port", uri.getPort() < 0 ? defaultPort : uri.getPort())
                .build();
    }
}
