package shop.defaults.security;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/** The JSON Web Key Set (RFC 7517) that the issuer publishes, kept through its outages. */
@Singleton
@DefaultBean
class PublishedKeys extends HttpsJwksVerificationKeyResolver implements VerificationKeys {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final long FRESH_SECONDS = 600;
    private static final long KEPT_THROUGH_OUTAGE_SECONDS = 24 * 3_600;
    private static final long MILLIS_BETWEEN_FETCHES = 10_000;

    PublishedKeys(@ConfigProperty(name = "mp.jwt.verify.publickey.location") String location) {
        super(keySet(location));
    }

    private static HttpsJwks keySet(String location) {
        var http = new Get();
        http.setConnectTimeout(TIMEOUT_MILLIS);
        http.setReadTimeout(TIMEOUT_MILLIS);
        http.setRetries(0);
        var published = new HttpsJwks(location);
        published.setSimpleHttpGet(http);
        published.setDefaultCacheDuration(FRESH_SECONDS);
        published.setRetainCacheOnErrorDuration(KEPT_THROUGH_OUTAGE_SECONDS);
        published.setRefreshReprieveThreshold(MILLIS_BETWEEN_FETCHES);
        return published;
    }
}
