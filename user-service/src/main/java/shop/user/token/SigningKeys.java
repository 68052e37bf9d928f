package shop.user.token;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.Key;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import shop.defaults.security.VerificationKeys;

/** The ES256 keys (RFC 7518, section 3.4) that sign tokens: generated at the first start, shared by all replicas. */
@Singleton
class SigningKeys implements VerificationKeys {

    private final SigningKeyRepository repository;
    private volatile JsonWebKeySet keys = new JsonWebKeySet();

    SigningKeys(SigningKeyRepository repository) {
        this.repository = repository;
    }

    void load(@Observes StartupEvent started) {
        var stored = repository.loadOrAdd(SigningKeys::generate);
        keys = new JsonWebKeySet(stored.stream().map(SigningKeys::parse).toList());
    }

    /** The newest key. */
    PublicJsonWebKey current() {
        return (PublicJsonWebKey) keys.getJsonWebKeys().getLast();
    }

    /** All keys as a JSON Web Key Set (RFC 7517, section 5), without their private parts. */
    String published() {
        return keys.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    @Override
    public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        return new JwksVerificationKeyResolver(keys.getJsonWebKeys()).resolveKey(signature, nesting);
    }

    @Override
    public Object version() {
        return keys;
    }

    private static String generate(String id) {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonWebKey parse(String json) {
        try {
            return JsonWebKey.Factory.newJwk(json);
        } catch (JoseException e) {
            throw new IllegalStateException("A signing key in the database cannot be read", e);
        }
    }
}
