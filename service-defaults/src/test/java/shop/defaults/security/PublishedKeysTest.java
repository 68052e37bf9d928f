package shop.defaults.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.UnresolvableKeyException;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {

    @Test
    void no_token_is_taken_where_no_issuer_is_set() {
        var keys = new PublishedKeys(Optional.empty());

        assertThatThrownBy(() -> keys.resolveKey(new JsonWebSignature(), List.of()))
                .isInstanceOf(UnresolvableKeyException.class)
                .hasMessageContaining("mp.jwt.verify.publickey.location");
    }
}
