package shop.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The token endpoint (RFC 6749) and the keys that its tokens are verified with. */
@Path("/")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
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
    private final SigningKeys keys;

    TokenResource(IssueToken issueToken, SigningKeys keys) {
        this.issueToken = issueToken;
        this.keys = keys;
    }

    @POST
    @Path("/oauth/token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RunOnVirtualThread
    public Response token(
            @FormParam("grant_type") String grantType,
            @FormParam("username") String username,
            @FormParam("password") String password,
            @FormParam("client_id") String clientId,
            @FormParam("client_secret") String clientSecret) {
        var token =
                switch (required("grant_type", grantType)) {
                    case "password" ->
                        issueToken.forPassword(required("username", username), required("password", password));
                    case "client_credentials" ->
                        issueToken.forClient(required("client_id", clientId), required("client_secret", clientSecret));
                    default -> throw TokenRefused.unsupportedGrantType();
                };
        return uncached(Response.ok(new Token(token, "Bearer", IssueToken.LIFETIME.toSeconds())));
    }

    @GET
    @Path("/.well-known/jwks.json")
    public String keys() {
        return keys.published();
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

    private static String required(String name, String value) {
        if (value == null || value.isBlank()) {
            throw TokenRefused.invalidRequest("The parameter " + name + " is missing.");
        }
        return value;
    }

    private static Response uncached(Response.ResponseBuilder answer) {
        return answer.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
