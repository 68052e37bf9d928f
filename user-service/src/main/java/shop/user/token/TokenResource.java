package shop.user.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The token endpoint (RFC 6749). */
@Path("/oauth/token")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class TokenResource {

    private static final Logger LOG = Logger.getLogger(TokenResource.class);

    @RegisterForReflection
    record Token(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {

        @Override
        public String toString() {
            return "Token";
        }
    }

    @RegisterForReflection
    record Refusal(
            String error, @JsonProperty("error_description") String description) {}

    private final IssueToken issueToken;

    TokenResource(IssueToken issueToken) {
        this.issueToken = issueToken;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response token(byte[] form, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        var request = TokenRequest.parse(form, authorization);
        // Of a password grant, too (RFC 6749, section 4.3.2).
        request.client().ifPresent(issueToken::authenticate);
        var token = issueToken.issue(credentials(request));
        return uncached(Response.ok(new Token(token, "Bearer", AccessTokens.LIFETIME.toSeconds())));
    }

    private static Credentials credentials(TokenRequest request) {
        return switch (request.required("grant_type")) {
            case "password" -> new Credentials.Password(request.required("username"), request.required("password"));
            case "client_credentials" -> request.requiredClient();
            default -> throw TokenRefused.unsupportedGrantType();
        };
    }

    @ServerExceptionMapper
    Response refused(TokenRefused refused) {
        LOG.infof("%d %s", refused.status, refused.error);
        var answer = Response.status(refused.status).entity(new Refusal(refused.error, refused.getMessage()));
        if (refused.status == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"shop\"");
        }
        refused.retryAfter.ifPresent(pause -> answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, pause.toSeconds())));
        return uncached(answer);
    }

    private static Response uncached(Response.ResponseBuilder answer) {
        return answer.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }
}
