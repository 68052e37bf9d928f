package shop.user;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Authenticates users by e-mail address and password. */
@Singleton
public class Authentication {

    /** @param role one of {@link shop.defaults.security.Role} */
    public record Authenticated(UUID id, String role) {}

    private final UserRepository users;
    private final Passwords passwords;
    private final String hashOfNobody;

    Authentication(UserRepository users, Passwords passwords) {
        this.users = users;
        this.passwords = passwords;
        this.hashOfNobody = passwords.hash("nobody has this password");
    }

    /** Returns the user, or empty if there is none of this e-mail address or the password is wrong. */
    public Optional<Authenticated> authenticate(String email, String password) {
        var user = users.byEmail(email);
        // An unknown user takes as long as a wrong password, so that timing does not reveal which users exist.
        var hash = user.map(known -> known.passwordHash).orElse(hashOfNobody);
        return passwords.matches(password, hash)
                ? user.map(known -> new Authenticated(known.id, known.role.claim))
                : Optional.empty();
    }

    /** E-mail addresses that differ only in case or in the encoding of characters belong to one user. */
    public String normalized(String email) {
        return User.normalized(email);
    }
}
