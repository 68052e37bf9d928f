package shop.defaults.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.ParseException;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

    private final RotatingKeys keys = new RotatingKeys();
    private Instant now = Instant.now();
    private Instant expiry = now.plus(Duration.ofHours(1));
    private final TokenVerifier tokens = new TokenVerifier(
            keys, new TestClock(), "issuer", Set.of("shop"), AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    @Test
    void verifies_a_token_once() throws Exception {
        var token = token("ada");

        assertThat(tokens.known(token)).isEmpty();
        assertThat(tokens.parse(token, null).getSubject()).isEqualTo("ada");
        assertThat(tokens.known(token)).isPresent();
        assertThat(tokens.parse(token, null).getSubject()).isEqualTo("ada");

        assertThat(keys.uses).isEqualTo(1);
    }

    @Test
    void verifies_each_token_by_all_of_its_characters() throws Exception {
        var token = token("ada");
        tokens.parse(token, null);
        var end = token.charAt(token.length() - 10) == 'A' ? 'B' : 'A';
        var forged = token.substring(0, token.length() - 10) + end + token.substring(token.length() - 9);

        assertThat(tokens.known(forged)).isEmpty();
        assertThatThrownBy(() -> tokens.parse(forged, null)).isInstanceOf(ParseException.class);
        assertThat(tokens.known(forged)).isEmpty();
    }

    @Test
    void verifies_again_after_the_keys_have_changed() throws Exception {
        var token = token("ada");
        tokens.parse(token, null);

        keys.rotate();

        assertThat(tokens.known(token)).isEmpty();
        assertThatThrownBy(() -> tokens.parse(token, null)).isInstanceOf(ParseException.class);
    }

    @Test
    void knows_no_token_past_its_expiry() throws Exception {
        expiry = now.plusSeconds(30);
        var token = token("ada");
        tokens.parse(token, null);

        now = expiry.minusSeconds(1);
        assertThat(tokens.known(token)).isPresent();
        now = now.plusSeconds(1);
        assertThat(tokens.known(token)).isEmpty();
    }

    @Test
    void knows_a_token_for_a_minute() throws Exception {
        var token = token("ada");
        tokens.parse(token, null);

        now = now.plusSeconds(59);
        assertThat(tokens.known(token)).isPresent();
        now = now.plusSeconds(1);
        assertThat(tokens.known(token)).isEmpty();
    }

    private String token(String subject) throws JoseException {
        var claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setIssuer("issuer");
        claims.setAudience("shop");
        claims.setExpirationTime(NumericDate.fromSeconds(expiry.getEpochSecond()));
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(keys.current.getPrivateKey());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        return signature.getCompactSerialization();
    }

    private static final class RotatingKeys implements VerificationKeys {

        private PublicJsonWebKey current;
        private int uses;

        RotatingKeys() {
            rotate();
        }

        void rotate() {
            try {
                current = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            } catch (JoseException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting) {
            uses++;
            return current.getPublicKey();
        }

        @Override
        public Object version() {
            return current;
        }
    }

    private final class TestClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
