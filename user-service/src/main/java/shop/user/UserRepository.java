package shop.user;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The users in the database. */
@Singleton
class UserRepository implements PanacheRepositoryBase<User, UUID> {

    /** @return false if the e-mail address is taken; nothing is written then */
    @Transactional
    boolean add(User user) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into users (id, email, name, role, status, password_hash, created_at)
                                values (:id, :email, :name, :role, :status, :passwordHash, :createdAt)
                                on conflict (email) do nothing""")
                        .setParameter("id", user.id)
                        .setParameter("email", user.email)
                        .setParameter("name", user.name)
                        .setParameter("role", user.role.name())
                        .setParameter("status", user.status.name())
                        .setParameter("passwordHash", user.passwordHash)
                        .setParameter("createdAt", user.createdAt)
                        .executeUpdate()
                == 1;
    }

    @Transactional
    Optional<User> byEmail(String email) {
        return find("email", User.normalized(email)).firstResultOptional();
    }

    PanacheQuery<User> newestFirst() {
        return findAll(Sort.descending("id"));
    }

    PanacheQuery<User> ofEmail(String email) {
        return find("email", User.normalized(email));
    }
}
