package shop.defaults.security;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
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

    private final AtomicReference<String> fetched;

    PublishedKeys(@ConfigProperty(name = "mp.jwt.verify.publickey.location") String location) {
        var fetched = new AtomicReference<>("");
        this.fetched = fetched;
        super(keySet(location, fetched));
    }

    @Override
    public Object version() {
        return fetched.get();
    }

    private static HttpsJwks keySet(String location, AtomicReference<String> fetched) {
        var http = new Get();
        http.setConnectTimeout(TIMEOUT_MILLIS);
        http.setReadTimeout(TIMEOUT_MILLIS);
        http.setRetries(0);
        var published = new HttpsJwks(location);
        published.setSimpleHttpGet(new SharedFailure(address -> {
            var keys = http.get(address);
            fetched.set(keys.getBody());
            return keys;
        }));
        published.setDefaultCacheDuration(FRESH_SECONDS);
        published.setRetainCacheOnErrorDuration(KEPT_THROUGH_OUTAGE_SECONDS);
        published.setRefreshReprieveThreshold(MILLIS_BETWEEN_FETCHES);
        return published;
    }

    /** Callers wait for a fetch one after the other; those that waited for a failed one share its failure. */
    record SharedFailure(SimpleGet fetch, AtomicReference<Failed> last) implements SimpleGet {

        private static final Duration SHARED_FOR = Duration.ofSeconds(1);

        record Failed(IOException failure, long at) {}

        SharedFailure(SimpleGet fetch) {
            this(fetch, new AtomicReference<>());
        }

        @Override
        public SimpleResponse get(String location) throws IOException {
            var failed = last.get();
            if (failed != null && System.nanoTime() - failed.at < SHARED_FOR.toNanos()) {
                throw failed.failure;
            }
            try {
                return fetch.get(location);
            } catch (IOException e) {
                last.set(new Failed(e, System.nanoTime()));
                throw e;
            }
        }
    }
}
