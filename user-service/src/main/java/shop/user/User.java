package shop.user;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import shop.defaults.security.Role;
import shop.defaults.text.Text;

/** An account. */
@Entity
@Table(name = "users")
class User {

    enum Kind {
        CUSTOMER(Role.CUSTOMER),
        OPERATOR(Role.OPERATOR);

        final String group;

        Kind(String group) {
            this.group = group;
        }
    }

    enum Status {
        ACTIVE,
        SUSPENDED
    }

    @Id
    UUID id;

    String email;
    String name;

    @Enumerated(EnumType.STRING)
    Kind role;

    @Enumerated(EnumType.STRING)
    Status status;

    String passwordHash;
    Instant createdAt;

    /** E-mail addresses that differ only in case belong to one account. */
    static String normalized(String email) {
        return Text.strip(email).toLowerCase(Locale.ROOT);
    }
}
