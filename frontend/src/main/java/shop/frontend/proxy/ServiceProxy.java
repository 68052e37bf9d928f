package shop.frontend.proxy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Instant;
import java.util.List;
import shop.frontend.FrontendConfig;
import shop.frontend.session.SameOrigin;
import shop.frontend.session.SessionCookies;
import shop.http.problem.DependencyUnavailable;
import shop.http.problem.Problem;
import shop.http.problem.ProblemMapper;
import telemetry.traces.UnreachedServers;

/** Passes requests on to one service, with the access token of the session. */
final class ServiceProxy {

    /** Clients authenticate at this path by themselves. */
    private static final String TOKEN_ENDPOINT = "/oauth/token";

    /** Cookies are the frontend's, and the trace continues by headers of its own CLIENT span. */
    private static final List<String> NOT_PASSED_ON =
            List.of("Cookie", "Expect", "baggage", "traceparent", "tracestate");

    private static final ProxyOptions HTTP_ONLY = new ProxyOptions().setSupportWebSocket(false);

    private final String name;
    private final FrontendConfig.Service service;
    private final HttpClient client;
    private final UnreachedServers unreached;

    ServiceProxy(String name, FrontendConfig.Service service, HttpClient client, UnreachedServers unreached) {
        this.name = name;
        this.service = service;
        this.client = client;
        this.unreached = unreached;
    }

    /** @param template of the request's route */
    void handle(RoutingContext request, String template) {
        var headers = request.request().headers();
        var token = SessionCookies.token(request.request());
        if (token.isPresent() && !headers.contains(HttpHeaders.AUTHORIZATION) && !template.equals(TOKEN_ENDPOINT)) {
            SameOrigin.require(request.request());
            headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token.get());
        }
        NOT_PASSED_ON.forEach(headers::remove);
        // Names the CLIENT span.
        Vertx.currentContext().putLocal("ClientUrlPathTemplate", template);
        HttpProxy.reverseProxy(HTTP_ONLY, client)
                .origin(context -> context.client().request(origin()))
                .addInterceptor(new Exchange(request, template, Context.current(), Instant.now()))
                .handle(request.request());
    }

    private RequestOptions origin() {
        return new RequestOptions()
                .setAbsoluteURI(service.url().toString())
                .setTimeout(service.timeout().toMillis());
    }

    private final class Exchange implements ProxyInterceptor {

        private final RoutingContext request;
        private final String template;
        private final Context parent;
        private final Instant start;

        Exchange(RoutingContext request, String template, Context parent, Instant start) {
            this.request = request;
            this.template = template;
            this.parent = parent;
            this.start = start;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            var body = request.body().buffer();
            context.request().setBody(body == null ? null : Body.body(body));
            return context.sendRequest().recover(failure -> unavailable(context, failure));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            // Those of a connection belong to it (RFC 9110, section 7.6.1); the trace ID is on the response already.
            List.of("Connection", "Keep-Alive", "X-Trace-Id")
                    .forEach(context.response().headers()::remove);
            return context.sendResponse();
        }

        private Future<ProxyResponse> unavailable(ProxyContext context, Throwable failure) {
            if (request.response().closed()) {
                return Future.failedFuture(failure);
            }
            try (var _ = parent.makeCurrent()) {
                var method = request.request().method().name();
                unreached.recordFailedCall(method + " " + template, attributes(method), parent, start, failure);
                var problem = new DependencyUnavailable(name, failure);
                ProblemMapper.log(problem);
                var response = context.request().response().setStatusCode(problem.status());
                problem.retryAfter()
                        .ifPresent(delay ->
                                response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(delay.toSeconds())));
                return Future.succeededFuture(response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .setBody(Body.body(Json.encodeToBuffer(
                                problem.details(request.request().path())))));
            }
        }

        private Attributes attributes(String method) {
            return Attributes.builder()
                    .put("http.request.method", method)
                    .put("url.full", service.url() + template)
                    .put("server.address", service.url().getHost())
                    .put("server.port", service.url().getPort())
                    .build();
        }
    }
}
