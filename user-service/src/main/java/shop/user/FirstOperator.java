package shop.user;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Registers the first operator at the start. */
@Singleton
class FirstOperator {

    private static final Logger LOG = Logger.getLogger(FirstOperator.class);

    private final UserRepository users;
    private final RegisterUser registerUser;
    private final UserConfig.Operator operator;

    FirstOperator(UserRepository users, RegisterUser registerUser, UserConfig config) {
        this.users = users;
        this.registerUser = registerUser;
        this.operator = config.operator();
    }

    void register(@Observes StartupEvent started) {
        if (users.byEmail(operator.email()).isPresent()) {
            return;
        }
        try {
            registerUser.register(operator.email(), "Operator", operator.password(), User.Role.OPERATOR);
            LOG.info("Registered the first operator");
        } catch (RegisterUser.EmailTaken madeByAnotherReplica) {
            LOG.debug("Another replica has registered the first operator");
        }
    }
}
