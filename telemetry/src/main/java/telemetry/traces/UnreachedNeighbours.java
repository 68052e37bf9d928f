package telemetry.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

/** Has {@link UnreachedServers} know of the calls to other services. */
@Provider
class UnreachedNeighbours implements ClientRequestFilter {

    private static final String PATH_TEMPLATE = "UrlPathTemplate";

    private final UnreachedServers unreached;

    UnreachedNeighbours(UnreachedServers unreached) {
        this.unreached = unreached;
    }

    @Override
    public void filter(ClientRequestContext request) {
        var parent = Context.current();
        var start = Instant.now();
        ((ClientRequestContextImpl) request)
                .getRestClientRequestContext()
                .getResult()
                .whenComplete((_, failure) -> {
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
        return Attributes.builder()
                .put("http.request.method", request.getMethod())
                .put("url.full", uri.toString())
                .put("server.address", uri.getHost())
                .put("server.port", port(uri))
                .build();
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
