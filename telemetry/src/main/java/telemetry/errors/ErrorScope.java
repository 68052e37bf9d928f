package telemetry.errors;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.sentry.Breadcrumb;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.PropagationContext;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SpanId;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.User;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import telemetry.Causes;
import telemetry.http.Route;

/**
 * Sentry scope of one request or background step, with the failures that it has reported.
 *
 * <p>Sentry keeps scopes in thread-locals, which do not follow a request between event loop and virtual thread. This
 * scope is stored in the request's Vert.x context and becomes the thread's scope only while an event is captured.
 */
final class ErrorScope {

    private static final ScopedValue<ErrorScope> STEP = ScopedValue.newInstance();
    private static final String KEY = ErrorScope.class.getName();

    private final RoutingContext request;
    private final Date start = new Date();
    private final Set<Throwable> reported = Collections.newSetFromMap(new IdentityHashMap<>());
    private IScopes scopes;

    private ErrorScope(RoutingContext request) {
        this.request = request;
    }

    /** Scope of the running step, request or timer; a new one without any of them. */
    static ErrorScope current() {
        if (STEP.isBound()) {
            return STEP.get();
        }
        if (!VertxContext.isOnDuplicatedContext()) {
            return new ErrorScope(null);
        }
        ErrorScope scope = Vertx.currentContext().getLocal(KEY);
        // Each run of a timer has a context of its own.
        return scope == null ? open(null) : scope;
    }

    /** Whether later events can share the current scope. */
    static boolean isShared() {
        return STEP.isBound() || VertxContext.isOnDuplicatedContext();
    }

    static ErrorScope open(RoutingContext request) {
        var scope = new ErrorScope(request);
        Vertx.currentContext().putLocal(KEY, scope);
        return scope;
    }

    static <T> T isolated(Supplier<T> step) {
        return ScopedValue.where(STEP, new ErrorScope(null)).call(step::get);
    }

    synchronized IScopes scopes() {
        if (scopes == null) {
            scopes = Sentry.forkedRootScopes("telemetry");
        }
        return scopes;
    }

    /** False if the failure or one of its causes is already an event of this scope. */
    synchronized boolean isFirstReportOf(Throwable failure) {
        var chain = Causes.of(failure).toList();
        if (chain.stream().anyMatch(reported::contains)) {
            return false;
        }
        reported.addAll(chain);
        return true;
    }

    /** Makes this the Sentry scope of the current thread. */
    ISentryLifecycleToken enter() {
        return scopes().makeCurrent();
    }

    /** As {@link #enter()}, with the current trace and the caller's ID. */
    ISentryLifecycleToken enterForEvent() {
        var isolation = scopes().getIsolationScope();
        isolation.setPropagationContext(trace());
        if (isolation.getUser() == null
                && request != null
                && request.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            isolation.setUser(user(token.getSubject()));
        }
        return enter();
    }

    /** Adds the request to an event, by method and route: callers write paths, queries and headers. */
    void describe(SentryEvent event) {
        if (request == null) {
            return;
        }
        var route = Route.of(request);
        var described = new Request();
        described.setMethod(route.method());
        described.setUrl(route.template());
        event.setRequest(described);
        event.setTransaction(RequestScopes.name(route));
        Optional.ofNullable(event.getContexts().getTrace())
                .ifPresent(trace -> trace.setOperation(RequestScopes.OPERATION));
        var received = new Breadcrumb(start);
        received.setCategory(RequestScopes.OPERATION);
        received.setMessage(RequestScopes.name(route));
        event.addBreadcrumb(received);
        event.getBreadcrumbs().sort(Comparator.comparing(Breadcrumb::getTimestamp));
    }

    static User user(String id) {
        var user = new User();
        user.setId(id);
        return user;
    }

    private static PropagationContext trace() {
        var span = Span.current().getSpanContext();
        return span.isValid()
                ? new PropagationContext(
                        new SentryId(span.getTraceId()), new SpanId(span.getSpanId()), null, null, null)
                : new PropagationContext();
    }
}
