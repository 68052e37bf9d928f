package shop.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** The migration of addresses that an earlier version stored as they were sent. */
@ServiceTest
class ComposedEmailsTest {

    private static final String COMPOSED = "\u00E9";
    private static final String DECOMPOSED = "e\u0301";
    private static final String TWO_ACCENTS = "\u1EC7";

    private final String suffix = UUID.randomUUID() + "@shop.example";

    @Inject
    Session database;

    @Test
    void composes_the_address_of_a_user() throws IOException {
        var user = insert(DECOMPOSED, 1);

        migrate();

        assertThat(email(user)).isEqualTo(COMPOSED + suffix);
    }

    @Test
    void leaves_an_address_to_the_user_that_has_it() throws IOException {
        var older = insert(DECOMPOSED, 1);
        var holder = insert(COMPOSED, 2);

        migrate();

        assertThat(email(holder)).isEqualTo(COMPOSED + suffix);
        assertThat(email(older)).isEqualTo(DECOMPOSED + suffix);
    }

    @Test
    void gives_an_address_that_nobody_has_to_the_first_of_several_users() throws IOException {
        var second = insert("e\u0323\u0302", 2);
        var first = insert("e\u0302\u0323", 1);

        migrate();

        assertThat(email(first)).isEqualTo(TWO_ACCENTS + suffix);
        assertThat(email(second)).isEqualTo("e\u0323\u0302" + suffix);
    }

    private UUID insert(String prefix, int day) {
        var id = UUID.randomUUID();
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery("""
                                insert into users
                                values (:id, :email, 'Vera', 'CUSTOMER', 'ACTIVE', '-', date '2026-01-01' + :day)""")
                        .setParameter("id", id)
                        .setParameter("email", prefix + suffix)
                        .setParameter("day", day)
                        .executeUpdate());
        return id;
    }

    private void migrate() throws IOException {
        try (var script = getClass().getResourceAsStream("/db/migration/V2__composed_emails.sql")) {
            var statement = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            QuarkusTransaction.requiringNew()
                    .run(() -> database.createNativeMutationQuery(statement.replace(";", ""))
                            .executeUpdate());
        }
    }

    private String email(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery("select email from users where id = :id", String.class)
                        .setParameter("id", id)
                        .getSingleResult());
    }
}
