package shop.order.outbox;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import shop.defaults.Database;
import shop.defaults.events.Event;
import shop.defaults.events.EventPublisher.Unsent;

/**
 * The outbox in the database.
 *
 * <p>A row belongs to the transaction that has locked it: others skip it.
 */
@Singleton
class OutboxRepository {

    static final int BATCH = 100;
    static final int PUBLISHED_BATCH = 500;

    // An earlier event of the order that another transaction is publishing still counts as unpublished.
    private static final String LOCK_UNPUBLISHED = """
            select event.position, event.id, event.type, event.occurred_at, event.traceparent, event.first_try,
                json_strip_nulls(json_build_object('orderId', event.order_id, 'userId', orders.user_id,
                    'total', orders.total, 'currency', orders.currency))::text as data
            from outbox event left join orders on orders.id = event.order_id
            where event.message_id is null and not exists (
                select from outbox earlier
                where earlier.order_id = event.order_id and earlier.position < event.position
                    and earlier.message_id is null)
            order by event.position
            limit %d
            for no key update of event skip locked""".formatted(BATCH);

    private static final String SET_SENT = """
            update outbox set message_id = sent.message_id, first_try = coalesce(first_try, sent.traceparent)
            from unnest(?, ?, ?) as sent (position, message_id, traceparent)
            where outbox.position = sent.position""";

    private static final String LOCK_PUBLISHED = """
            select position, id, message_id from outbox where message_id is not null and not is_dead
            order by position
            limit %d
            for update skip locked""".formatted(PUBLISHED_BATCH);

    private static final String DEAD = "select position, id, message_id from outbox where is_dead order by position";

    private static final String SET_DEAD = "update outbox set is_dead = true where position = any(?)";

    // Unless another replica has done so and published it again.
    private static final String SET_UNPUBLISHED = """
            update outbox set message_id = null, is_dead = false
            from unnest(?, ?) as lost (position, message_id)
            where outbox.position = lost.position and outbox.message_id = lost.message_id""";

    private static final String DELETE = "delete from outbox where position = any(?)";

    private static final String FIRST_PUBLISHED = """
            select message_id from outbox where message_id is not null and not is_dead
            order by string_to_array(message_id, '-')::bigint[]
            limit 1""";

    private static final String BACKLOG = """
            select count(*) as events, coalesce(extract(epoch from now() - (
                select written_at from outbox where message_id is null order by position limit 1)), 0) as age
            from outbox where message_id is null""";

    private static final String UNDELIVERED = """
            with message as (
                select string_to_array(message_id, '-')::bigint[] as id, written_at
                from outbox where message_id is not null and not is_dead
            )
            select count(*) filter (where id > string_to_array(?, '-')::bigint[]) as events,
                coalesce(extract(epoch from now() - min(written_at)), 0) as age
            from message where id >= string_to_array(?, '-')::bigint[]""";

    /** A row that is to be published. */
    record Unpublished(long position, Unsent event) {}

    /**
     * A try to publish a row.
     *
     * @param message empty if it may not have been sent
     * @param traceparent of the span that sent it; null without a trace
     */
    record Sent(long position, Optional<MessageId> message, String traceparent) {}

    /** A row that is published, with the ID of its event. */
    record Published(long position, UUID event, MessageId message) {

        boolean isIn(Set<String> events) {
            return events.contains(event.toString());
        }
    }

    /** A number of events, and for how long the oldest of them has been in the outbox. */
    record Backlog(long events, Duration age) {

        private static Backlog of(ResultSet row) throws SQLException {
            return new Backlog(row.getLong("events"), Duration.ofMillis((long) (1_000 * row.getDouble("age"))));
        }
    }

    private final Database database;

    OutboxRepository(Database database) {
        this.database = database;
    }

    /** Locks the first unpublished events, of each order at most one. */
    List<Unpublished> lockUnpublished() {
        return database.query(
                LOCK_UNPUBLISHED,
                row -> new Unpublished(row.getLong("position"), new Unsent(event(row), row.getString("first_try"))));
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("traceparent"),
                row.getString("data"));
    }

    /** Stores the messages of those that were sent, and of all which span tried first. */
    void setSent(List<Sent> tries) {
        if (!tries.isEmpty()) {
            database.update(
                    SET_SENT,
                    tries.stream().map(Sent::position).toArray(Long[]::new),
                    tries.stream()
                            .map(sent -> sent.message.map(MessageId::toString).orElse(null))
                            .toArray(String[]::new),
                    tries.stream().map(Sent::traceparent).toArray(String[]::new));
        }
    }

    /** Locks the first published events. */
    List<Published> lockPublished() {
        return database.query(LOCK_PUBLISHED, OutboxRepository::published);
    }

    /** The events whose messages have become dead letters. */
    List<Published> dead() {
        return database.query(DEAD, OutboxRepository::published);
    }

    void setDead(List<Published> rows) {
        update(SET_DEAD, rows);
    }

    void setUnpublished(List<Published> rows) {
        if (!rows.isEmpty()) {
            database.update(
                    SET_UNPUBLISHED,
                    rows.stream().map(Published::position).toArray(Long[]::new),
                    rows.stream()
                            .map(Published::message)
                            .map(MessageId::toString)
                            .toArray(String[]::new));
        }
    }

    void delete(List<Published> rows) {
        update(DELETE, rows);
    }

    private void update(String statement, List<Published> rows) {
        if (!rows.isEmpty()) {
            database.update(
                    statement, (Object) rows.stream().map(Published::position).toArray(Long[]::new));
        }
    }

    /** The first message of all published events. */
    Optional<MessageId> firstPublished() {
        return database.query(FIRST_PUBLISHED, OutboxRepository::message).stream()
                .findFirst();
    }

    /** The events that are not published. */
    Backlog unpublished() {
        return database.query(BACKLOG, Backlog::of).getFirst();
    }

    /** The published events that no consumer of the group has read; their age includes that of the pending ones. */
    Backlog undelivered(GroupProgress group) {
        return database.query(
                        UNDELIVERED,
                        Backlog::of,
                        group.delivered().toString(),
                        group.unacknowledged().toString())
                .getFirst();
    }

    private static Published published(ResultSet row) throws SQLException {
        return new Published(row.getLong("position"), row.getObject("id", UUID.class), message(row));
    }

    private static MessageId message(ResultSet row) throws SQLException {
        return MessageId.parse(row.getString("message_id"));
    }
}
