package shop.user;

import jakarta.inject.Singleton;
import java.time.Clock;
import shop.defaults.TimeOrderedIds;
import shop.http.problem.Problem;

/** Registers a user. */
@Singleton
class RegisterUser {

    private final UserRepository users;
    private final Passwords passwords;
    private final TimeOrderedIds ids;
    private final Clock clock;

    RegisterUser(UserRepository users, Passwords passwords, TimeOrderedIds ids, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws EmailTaken if there is a user of this e-mail address */
    User register(String email, String name, String password, User.Role role) {
        var user = new User();
        user.id = ids.next();
        user.email = User.normalized(email);
        user.name = name;
        user.role = role;
        user.status = User.Status.ACTIVE;
        // Hashing is slow, and must not hold a database connection: there is no transaction around it.
        user.passwordHash = passwords.hash(password);
        user.createdAt = clock.instant();
        if (!users.add(user)) {
            throw new EmailTaken();
        }
        return user;
    }

    static final class EmailTaken extends Problem {
        EmailTaken() {
            super(409, "email-taken", "E-mail address taken", "There is a user of this e-mail address already.");
        }
    }
}
