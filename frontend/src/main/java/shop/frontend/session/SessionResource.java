package shop.frontend.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import shop.frontend.FrontendConfig;
import shop.http.problem.InvalidRequest;

/** Signs persons in and out. */
@Path("/ui/session")
@RunOnVirtualThread
class SessionResource {

    /** @param demo instead of username and password: the demo's account of this role */
    @RegisterForReflection
    record SignIn(String username, String password, Role demo) {

        @Override
        public String toString() {
            return "SignIn";
        }
    }

    @RegisterForReflection
    record Both(Session customer, Session operator) {}

    private final Sessions sessions;
    private final FrontendConfig config;
    private final HttpServerRequest request;

    SessionResource(Sessions sessions, FrontendConfig config, HttpServerRequest request) {
        this.sessions = sessions;
        this.config = config;
        this.request = request;
    }

    @POST
    public Response signIn(SignIn credentials) {
        SameOrigin.require(request);
        if (credentials == null) {
            throw new InvalidRequest("The body is not the expected JSON object.");
        }
        var signedIn = credentials.demo() == null ? byForm(credentials) : byDemo(credentials.demo());
        var session = signedIn.session();
        return Response.ok(session)
                .cookie(SessionCookies.of(session.role(), signedIn.token(), signedIn.lifetime(), request))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    public Response signedIn() {
        var both = new Both(
                sessions.of(request, Role.CUSTOMER).orElse(null),
                sessions.of(request, Role.OPERATOR).orElse(null));
        return Response.ok(both).header("Cache-Control", "no-store").build();
    }

    @DELETE
    public Response signOut() {
        SameOrigin.require(request);
        var response = Response.noContent();
        Stream.of(Role.values()).forEach(role -> response.cookie(SessionCookies.cleared(role, request)));
        return response.build();
    }

    private Sessions.SignedIn byForm(SignIn credentials) {
        if (credentials.username() == null || credentials.password() == null) {
            throw new InvalidRequest("Name the username and the password.");
        }
        return sessions.signIn(credentials.username(), credentials.password());
    }

    private Sessions.SignedIn byDemo(Role role) {
        var account = config.demoAccount(role == Role.OPERATOR);
        return sessions.signIn(account.email().orElseThrow(), account.password().orElseThrow());
    }
}
