package shop.user;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Sees to it that somebody can log in as an operator. */
@Singleton
class FirstOperator {

    private static final Logger LOG = Logger.getLogger(FirstOperator.class);

    private final UserRepository users;
    private final RegisterUser registerUser;
    private final AccountSettings.Operator operator;

    FirstOperator(UserRepository users, RegisterUser registerUser, AccountSettings settings) {
        this.users = users;
        this.registerUser = registerUser;
        this.operator = settings.operator();
    }

    void register(@Observes StartupEvent started) {
        if (users.byEmail(operator.email()).isPresent()) {
            return;
        }
        try {
            registerUser.of(operator.email(), "Operator", operator.password(), User.Kind.OPERATOR);
            LOG.info("The first operator's account is made");
        } catch (RegisterUser.EmailTaken madeByAnotherReplica) {
            LOG.debug("Another replica has made the first operator's account");
        }
    }
}
