package shop.user.token;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hibernate.Session;
import shop.defaults.TimeOrderedIds;

/** The signing keys in the database, as private JSON Web Keys. */
@Singleton
class SigningKeyRepository {

    private static final long FIRST_KEY_LOCK = 0x5167_4b65_7973L;

    private final Session database;
    private final TimeOrderedIds ids;
    private final Clock clock;

    SigningKeyRepository(Session database, TimeOrderedIds ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Returns all keys, oldest first; if there is none, generates one, on a single replica. */
    @Transactional
    List<String> loadOrAdd(UnaryOperator<String> generator) {
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)", Integer.class)
                .setParameter("lock", FIRST_KEY_LOCK)
                .getSingleResult();
        if (all().isEmpty()) {
            var id = ids.next().toString();
            database.createNativeMutationQuery(
                            "insert into signing_keys (id, private_jwk, created_at) values (:id, :jwk, :now)")
                    .setParameter("id", id)
                    .setParameter("jwk", generator.apply(id))
                    .setParameter("now", clock.instant())
                    .executeUpdate();
        }
        return all();
    }

    private List<String> all() {
        return database.createNativeQuery("select private_jwk from signing_keys order by created_at, id", String.class)
                .getResultList();
    }
}
