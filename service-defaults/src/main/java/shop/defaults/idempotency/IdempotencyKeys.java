package shop.defaults.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import shop.defaults.BackgroundWork;
import shop.defaults.Database;
import shop.defaults.security.Caller;
import shop.http.problem.Problem;
import shop.http.problem.StoredProblem;

/** The idempotency keys of the last 24 hours, with the responses to their requests. */
@Singleton
public class IdempotencyKeys {

    private static final Duration KEPT_FOR = Duration.ofHours(24);
    private static final int FIRST_REFUSAL = 400;
    private static final int BATCH = 1_000;

    // The lock is there before the row can be seen: without it, a second insert would wait for the first to commit.
    private static final String CLAIM = """
            insert into idempotency_keys (owner, key, fingerprint, created_at)
            select owner, key, fingerprint, created_at
            from (values (?, ?, ?, ?)) as claim (owner, key, fingerprint, created_at)
            where pg_try_advisory_xact_lock(hashtextextended(owner || key, 0))
            on conflict (owner, key) do update
            set fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = null, response = null
            where idempotency_keys.created_at <= ?""";

    private static final String ANSWER =
            "update idempotency_keys set status = ?, response = ? where owner = ? and key = ?";

    private static final String FIND = """
            select status, response, fingerprint = ? as is_same from idempotency_keys
            where owner = ? and key = ? and created_at > ?""";

    // By the rows' addresses: PostgreSQL would plan a join without knowing how few rows a batch has.
    private static final String DELETE_EXPIRED = """
            delete from idempotency_keys where ctid = any (array(
                select ctid from idempotency_keys where created_at <= ?
                order by created_at limit %d
                for update skip locked))""".formatted(BATCH);

    /** @param status null while the request is being processed */
    private record Row(Integer status, String response, boolean isSame) {}

    private final Database database;
    private final BackgroundWork background;
    private final Clock clock;
    private final ObjectMapper json;
    private final Caller caller;
    private final RoutingContext request;

    IdempotencyKeys(
            Database database,
            BackgroundWork background,
            Clock clock,
            ObjectMapper json,
            Caller caller,
            RoutingContext request) {
        this.database = database;
        this.background = background;
        this.clock = clock;
        this.json = json;
        this.caller = caller;
        this.request = request;
    }

    /**
     * The key of the current request; empty without the header.
     *
     * @param operation method and path
     * @param body as the service has read it, so that white space and the order of fields make no difference
     */
    public Optional<IdempotencyKey> current(String operation, Object body) {
        return IdempotencyKeyHeader.key(request.request().headers().getAll(IdempotencyKeyHeader.NAME))
                .map(value -> new IdempotencyKey(caller.userId(), value, fingerprint(operation, body)));
    }

    /** Hash of an operation and a request, for {@link IdempotencyKey}. */
    public byte[] fingerprint(String operation, Object body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((operation + " " + json(body)).getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Responds as to the first request with this key, or does work that claims the key and stores its response.
     *
     * @param type of the response, registered for reflection
     * @param work throws {@link RequestInProgress} if it cannot claim the key
     * @throws IdempotencyKeyReused if the first request was another one
     * @throws RequestInProgress if the first request is still being processed
     * @throws Problem with which the first request was refused
     */
    public <T> T repeat(Optional<IdempotencyKey> key, Class<T> type, Supplier<T> work) {
        if (key.isEmpty()) {
            return work.get();
        }
        return find(key.get(), type).orElseGet(() -> {
            try {
                return work.get();
            } catch (RequestInProgress other) {
                return find(key.get(), type).orElseThrow(() -> other);
            }
        });
    }

    /**
     * Does work once for a key, in one transaction with the key and the response. A failure leaves nothing of the key.
     *
     * @param type of the response, registered for reflection
     * @throws IdempotencyKeyReused if the first request was another one
     * @throws RequestInProgress if the first request is still being processed
     */
    public <T> T once(Optional<IdempotencyKey> key, Class<T> type, Supplier<T> work) {
        return key.isPresent() ? once(key.get(), type, work) : work.get();
    }

    @Transactional
    <T> T once(IdempotencyKey key, Class<T> type, Supplier<T> work) {
        var now = clock.instant();
        var claimed = database.update(CLAIM, key.owner(), key.value(), key.fingerprint(), now, expiredAt(now)) == 1;
        if (!claimed) {
            return find(key, type).orElseThrow(RequestInProgress::new);
        }
        var response = work.get();
        database.update(ANSWER, 200, json(response), key.owner(), key.value());
        return response;
    }

    /** The response stored for a key, which is marked as a repetition; empty if the key is new. */
    private <T> Optional<T> find(IdempotencyKey key, Class<T> type) {
        var rows = database.query(
                FIND,
                row -> new Row(
                        row.getObject("status", Integer.class), row.getString("response"), row.getBoolean("is_same")),
                key.fingerprint(),
                key.owner(),
                key.value(),
                expiredAt(clock.instant()));
        return rows.stream().findFirst().map(row -> response(row, type));
    }

    private <T> T response(Row row, Class<T> type) {
        if (!row.isSame) {
            throw new IdempotencyKeyReused();
        }
        if (row.status == null) {
            throw new RequestInProgress();
        }
        request.response().putHeader(IdempotencyKeyHeader.REPLAYED, "true");
        if (row.status >= FIRST_REFUSAL) {
            throw read(row.response, StoredProblem.class).problem();
        }
        return read(row.response, type);
    }

    /** The time until which keys have expired. */
    public static Instant expiredAt(Instant now) {
        return now.minus(KEPT_FOR);
    }

    /** Deletes expired keys, a batch at a time. */
    @Scheduled(every = "${service.delete-expired-keys-every}", concurrentExecution = ConcurrentExecution.SKIP)
    public void deleteExpired() {
        background.run(() -> {
            var expired = expiredAt(clock.instant());
            int deleted;
            do {
                deleted = database.update(DELETE_EXPIRED, expired);
            } while (deleted == BATCH);
        });
    }

    /** The text of a response, as it is stored for a key. */
    public String json(Object response) {
        try {
            return json.writeValueAsString(response);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ignores members of a response that a later version no longer has. */
    private <T> T read(String response, Class<T> type) {
        try {
            return json.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(response);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
