package telemetry.errors;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.PropagationContext;
import io.sentry.Sentry;
import io.sentry.SpanId;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.User;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import telemetry.Causes;

/**
 * A request or a background step, and what an event of it is to tell: its own isolation scope, the calls that it made
 * and the failures that were reported already.
 *
 * <p>Sentry keeps scopes in thread-locals, which a request leaves whenever it changes between an event loop and virtual
 * threads. This stays with the request's Vert.x context instead; its scope is a thread's only while a record is taken.
 */
final class Work {

    static final int MOST_CALLS = 50;

    private static final ScopedValue<Work> STEP = ScopedValue.newInstance();
    private static final String KEY = Work.class.getName();

    private final RoutingContext request;
    private final Deque<ReadableSpan> calls = new ArrayDeque<>();
    private final Set<Throwable> reported = Collections.newSetFromMap(new IdentityHashMap<>());
    private IScopes scopes;

    private Work(RoutingContext request) {
        this.request = request;
    }

    /** What runs here; something of its own where nobody knows. */
    static Work current() {
        if (isStep()) {
            return STEP.get();
        }
        if (!hasContext()) {
            return new Work(null);
        }
        var context = Vertx.currentContext();
        Work work = context.getLocal(KEY);
        if (work == null) {
            // A timer's context is made for one run of it.
            work = new Work(null);
            context.putLocal(KEY, work);
        }
        return work;
    }

    /** Whether what is gathered here can ever be part of an event. */
    static boolean isKnown() {
        return isStep() || hasContext();
    }

    /** Whether this thread does a step of its own. */
    static boolean isStep() {
        return STEP.isBound();
    }

    static Work begin(RoutingContext request) {
        var work = new Work(request);
        Vertx.currentContext().putLocal(KEY, work);
        return work;
    }

    static <T> T isolated(Supplier<T> step) {
        return ScopedValue.where(STEP, new Work(null)).call(step::get);
    }

    static boolean hasContext() {
        return Vertx.currentContext() != null && VertxContext.isOnDuplicatedContext();
    }

    synchronized IScopes scopes() {
        if (scopes == null) {
            scopes = Sentry.forkedRootScopes("work");
        }
        return scopes;
    }

    RoutingContext request() {
        return request;
    }

    /** Remembers a call to another process; the oldest goes where there are too many. */
    synchronized void called(ReadableSpan call) {
        if (calls.size() == MOST_CALLS) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    synchronized List<ReadableSpan> calls() {
        return new ArrayList<>(calls);
    }

    /** False where this failure, or one that led to it, is an event already: whoever logs it again says nothing new. */
    synchronized boolean isNews(Throwable failure) {
        var chain = Causes.of(failure).toList();
        if (chain.stream().anyMatch(reported::contains)) {
            return false;
        }
        reported.addAll(chain);
        return true;
    }

    /** Makes this what Sentry knows of the current thread. */
    ISentryLifecycleToken enter() {
        return scopes().makeCurrent();
    }

    /** As {@link #enter()}, with the trace and the caller, as an event needs them. */
    ISentryLifecycleToken enterForEvent() {
        var isolation = scopes().getIsolationScope();
        isolation.setPropagationContext(trace());
        var caller = caller();
        if (caller != null && isolation.getUser() == null) {
            isolation.setUser(user(caller));
        }
        return enter();
    }

    static User user(String id) {
        var user = new User();
        user.setId(id);
        return user;
    }

    private static PropagationContext trace() {
        var span = Span.current().getSpanContext();
        if (!span.isValid()) {
            return new PropagationContext();
        }
        return new PropagationContext(new SentryId(span.getTraceId()), new SpanId(span.getSpanId()), null, null, null);
    }

    /** The id of who made the request; null where nobody has told, or asked yet. */
    private String caller() {
        return request != null
                        && request.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : null;
    }
}
