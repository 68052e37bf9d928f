package shop.defaults.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;

/** Answers with a problem, and logs it, where a request has not come as far as a resource. */
@Singleton
class PlainAnswer {

    private final ObjectMapper json;

    PlainAnswer(ObjectMapper json) {
        this.json = json;
    }

    void give(RoutingContext request, Problem problem) {
        ProblemMapper.log(problem);
        var details = ProblemDetails.of(problem, request.request().path());
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetails.MEDIA_TYPE)
                .end(format(details));
    }

    private String format(ProblemDetails details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
