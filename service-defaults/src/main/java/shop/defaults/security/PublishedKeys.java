package shop.defaults.security;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.security.Key;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys that the issuer publishes as a JSON Web Key Set (RFC 7517), fetched once and kept through its outages. A
 * service that is told of no issuer takes no token.
 */
@Singleton
@DefaultBean
class PublishedKeys implements VerificationKeys {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final long FRESH_SECONDS = 600;
    private static final long KEPT_THROUGH_OUTAGE_SECONDS = 24 * 3_600;
    private static final long LEAST_MILLIS_BETWEEN_FETCHES = 10_000;

    private final Optional<VerificationKeyResolver> keys;

    PublishedKeys(@ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> location) {
        keys = location.map(PublishedKeys::at);
    }

    @Override
    public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        if (keys.isEmpty()) {
            throw new UnresolvableKeyException("mp.jwt.verify.publickey.location is not set");
        }
        return keys.get().resolveKey(signature, nesting);
    }

    private static VerificationKeyResolver at(String location) {
        var http = new Get();
        http.setConnectTimeout(TIMEOUT_MILLIS);
        http.setReadTimeout(TIMEOUT_MILLIS);
        http.setRetries(0);
        var published = new HttpsJwks(location);
        published.setSimpleHttpGet(http);
        published.setDefaultCacheDuration(FRESH_SECONDS);
        published.setRetainCacheOnErrorDuration(KEPT_THROUGH_OUTAGE_SECONDS);
        published.setRefreshReprieveThreshold(LEAST_MILLIS_BETWEEN_FETCHES);
        return new HttpsJwksVerificationKeyResolver(published);
    }
}
