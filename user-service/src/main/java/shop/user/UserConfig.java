package shop.user;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Settings of this service. */
@ConfigMapping(prefix = "shop")
interface UserConfig {

    Operator operator();

    /** Secret of each service that may ask for a token, by client id. */
    Map<String, String> clients();

    /** The account of the first operator, made where there is none of that e-mail address. */
    interface Operator {
        String email();

        String password();
    }
}
