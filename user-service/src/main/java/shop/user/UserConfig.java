package shop.user;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Settings of this service. */
@ConfigMapping(prefix = "shop")
public interface UserConfig {

    /** ISO 4217 code of the currency of all orders. */
    String currency();

    Operator operator();

    /** Secrets of the services that may request a token, by client id. */
    Map<String, String> clients();

    /** The first operator, registered at the start unless its e-mail address is taken. */
    interface Operator {
        String email();

        String password();
    }
}
