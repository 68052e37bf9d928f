package shop.defaults.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.smallrye.jwt.runtime.auth.MpJwtValidator;
import io.quarkus.smallrye.jwt.runtime.auth.SmallRyeJwtConfig;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Authenticates callers with a known token on the event loop, and others on a worker thread, since their keys may have
 * to be fetched.
 */
@Singleton
class TokenAuthentication extends MpJwtValidator {

    private static final String NO_LOCATION = "NONE";

    private final TokenVerifier tokens;

    TokenAuthentication(JWTParser parser, SmallRyeJwtConfig config, TokenVerifier tokens) {
        super(parser, config, NO_LOCATION, NO_LOCATION);
        this.tokens = tokens;
    }

    /** Before Quarkus' own provider. */
    @Override
    public int priority() {
        return super.priority() + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return Optional.of(request.getToken())
                .filter(JsonWebTokenCredential.class::isInstance)
                .flatMap(token -> tokens.known(token.getToken()))
                .map(caller -> Uni.createFrom().item(identity(caller, request)))
                .orElseGet(() -> context.runBlocking(
                        () -> super.authenticate(request, context).await().indefinitely()));
    }

    /** As Quarkus' own provider creates it, which would look the token up once more. */
    private static SecurityIdentity identity(JWTCallerPrincipal caller, TokenAuthenticationRequest request) {
        var identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addCredential(request.getToken())
                .addRoles(caller.getGroups())
                .addAttribute(SecurityIdentity.USER_ATTRIBUTE, caller);
        var routing = HttpSecurityUtils.getRoutingContextAttribute(request);
        if (routing != null) {
            identity.addAttribute(RoutingContext.class.getName(), routing);
        }
        return identity.build();
    }
}
