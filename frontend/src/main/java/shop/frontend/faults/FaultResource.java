package shop.frontend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import shop.frontend.Calls;
import shop.frontend.Calls.Answer;
import shop.frontend.FrontendConfig;
import shop.frontend.session.SameOrigin;
import shop.frontend.session.Sessions;
import shop.http.problem.DependencyUnavailable;
import shop.http.problem.HttpProblem;

/** Switches faults on the services' management ports; does not exist where drills are off. */
@Path("/ui/faults")
@RunOnVirtualThread
class FaultResource {

    private static final String SWITCH = "/{service}/{fault}";
    private static final String FAULT = "[a-z-]{1,32}";

    private final Calls calls;
    private final FrontendConfig config;
    private final Sessions sessions;
    private final HttpServerRequest request;

    FaultResource(Calls calls, FrontendConfig config, Sessions sessions, HttpServerRequest request) {
        this.calls = calls;
        this.config = config;
        this.sessions = sessions;
        this.request = request;
    }

    /** The faults of the services that answer. */
    @GET
    public List<JsonNode> faults() {
        authorize();
        var answers = new TreeMap<String, Future<Answer>>();
        config.services()
                .forEach((name, service) ->
                        answers.put(name, calls.get(Calls.address(service.managementUrl(), "/q/faults"))));
        var faults = new ArrayList<JsonNode>();
        answers.forEach((name, answer) -> calls.json(answer)
                .ifPresent(states ->
                        states.path("faults").forEach(state -> faults.add(((ObjectNode) state).put("service", name)))));
        return faults;
    }

    @PUT
    @Path(SWITCH)
    public Response switchOn(String service, String fault) {
        return pass(HttpMethod.PUT, service, fault);
    }

    @DELETE
    @Path(SWITCH)
    public Response switchOff(String service, String fault) {
        return pass(HttpMethod.DELETE, service, fault);
    }

    private Response pass(HttpMethod method, String service, String fault) {
        authorize();
        if (!fault.matches(FAULT)) {
            throw HttpProblem.of(404, null);
        }
        var query = request.query() == null ? "" : "?" + request.query();
        var address = Calls.address(config.service(service).managementUrl(), "/q/faults/" + fault + query);
        try {
            var answer = Calls.await(calls.send(method, address, Map.of(), Buffer.buffer()));
            return Response.status(answer.status())
                    .type(MediaType.APPLICATION_JSON)
                    .entity(answer.body().toString())
                    .build();
        } catch (CompletionException e) {
            throw new DependencyUnavailable(service, e.getCause());
        }
    }

    private void authorize() {
        if (!config.faultsEnabled()) {
            throw HttpProblem.of(404, null);
        }
        SameOrigin.require(request);
        sessions.requireOperator(request);
    }
}
