package shop.user;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Authenticates users by e-mail address and password. */
@Singleton
public class Authentication {

    /** @param group what a token states as the role of the user */
    public record Account(UUID id, String group) {}

    private final UserRepository users;
    private final Passwords passwords;
    private final String hashOfNobody;

    Authentication(UserRepository users, Passwords passwords) {
        this.users = users;
        this.passwords = passwords;
        this.hashOfNobody = passwords.hash("nobody has this password");
    }

    /** Returns the account, or empty if there is none of this e-mail address or the password is wrong. */
    public Optional<Account> authenticate(String email, String password) {
        var user = users.byEmail(email);
        // An unknown account takes as long as a wrong password, so that timing does not reveal which accounts exist.
        var hash = user.map(known -> known.passwordHash).orElse(hashOfNobody);
        return passwords.matches(password, hash)
                ? user.map(known -> new Account(known.id, known.role.group))
                : Optional.empty();
    }

    /** E-mail addresses that differ only in case belong to one account. */
    public String normalized(String email) {
        return User.normalized(email);
    }
}
