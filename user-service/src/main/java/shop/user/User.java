package shop.user;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import shop.http.text.Text;

/** A customer or an operator. */
@Entity
@Table(name = "users")
class User {

    enum Role {
        CUSTOMER(shop.defaults.security.Role.CUSTOMER),
        OPERATOR(shop.defaults.security.Role.OPERATOR);

        /** The role in a token. */
        final String claim;

        Role(String claim) {
            this.claim = claim;
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
    Role role;

    @Enumerated(EnumType.STRING)
    Status status;

    String passwordHash;
    Instant createdAt;

    /** E-mail addresses that differ only in case or in the encoding of characters belong to one user. */
    static String normalized(String email) {
        return Normalizer.normalize(Text.strip(email).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }
}
