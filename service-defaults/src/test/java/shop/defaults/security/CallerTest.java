package shop.defaults.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import shop.http.problem.Forbidden;

class CallerTest {

    @Test
    void is_no_user_if_the_token_has_no_subject() {
        var caller = new Caller(new DefaultJWTCallerPrincipal(new JwtClaims()));

        assertThatThrownBy(caller::userId).isInstanceOf(Forbidden.class);
    }

    @Test
    void is_no_user_if_the_subject_is_the_name_of_a_service() {
        var claims = new JwtClaims();
        claims.setSubject("order-service");
        var caller = new Caller(new DefaultJWTCallerPrincipal(claims));

        assertThatThrownBy(caller::userId).isInstanceOf(Forbidden.class);
    }
}
