package shop.order.outbox;

import static java.util.stream.Collectors.partitioningBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import shop.order.outbox.OutboxRepository.Published;
import shop.order.outbox.OutboxRepository.Sent;

/**
 * Publishes the events of the outbox, at least once, and removes those that all consumers have acknowledged.
 *
 * <p>Any number of replicas may do so at once. A row stays until then, so that a Redis that has lost its data is filled
 * again.
 */
@Singleton
class Outbox {

    private record Cleaned(int acknowledged, int lost) {}

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final OutboxRepository rows;
    private final OrderStream stream;
    private final OutboxConfig config;
    private MessageId previousFirst = new MessageId(0, 0);

    Outbox(OutboxRepository rows, OrderStream stream, OutboxConfig config) {
        this.rows = rows;
        this.stream = stream;
        this.config = config;
    }

    /**
     * Publishes a batch of events, and of each order at most one, unless the stream is full.
     *
     * @return whether there may be more to publish now
     */
    boolean publish() {
        // Fails without Redis before rows are locked and spans are started.
        if (stream.length() >= config.streamLimit()) {
            return false;
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            var events = rows.lockUnpublished();
            var tries = events.isEmpty() ? List.<Sent>of() : stream.publish(events);
            rows.setSent(tries);
            return events.size() == OutboxRepository.BATCH
                    && tries.stream().allMatch(sent -> sent.message().isPresent());
        });
    }

    /**
     * Removes acknowledged events, from the outbox and from the stream, and has those published again that the stream
     * has lost, or whose dead letters are gone.
     *
     * @return whether there are such events
     */
    boolean clean() {
        // Before the messages are looked for: a group of a new stream proves nothing about a message of a lost one.
        var groups = stream.groups();
        var lost = setGoneUnpublished();
        Cleaned cleaned;
        do {
            cleaned = QuarkusTransaction.requiringNew().call(() -> clean(rows.lockPublished(), groups));
            lost += cleaned.lost;
        } while (cleaned.acknowledged + cleaned.lost > OutboxRepository.PUBLISHED_BATCH / 2);
        if (lost > 0) {
            LOG.warnf("Publishing %d events again, because Redis has lost them or they were replayed", lost);
        }
        trim(groups);
        return lost > 0;
    }

    /**
     * Has events published again whose dead letters are gone: Redis may have lost them.
     *
     * <p>Those that were replayed are, too: only their acknowledgement proves that they were. A batch at a time,
     * because they are published before newer ones.
     */
    private int setGoneUnpublished() {
        var dead = rows.dead();
        if (dead.isEmpty()) {
            return 0;
        }
        // After the rows, which are marked because of letters that exist.
        var letters = stream.deadEvents();
        var gone = dead.stream()
                .filter(row -> !row.isIn(letters))
                .limit(OutboxRepository.BATCH)
                .toList();
        rows.setUnpublished(gone);
        return gone.size();
    }

    private Cleaned clean(List<Published> published, Map<String, GroupProgress> groups) {
        if (published.isEmpty()) {
            return new Cleaned(0, 0);
        }
        // Between the groups and the messages: a group acknowledges a message as it adds its dead letter.
        var letters = stream.deadEvents();
        var messages = published.stream().map(Published::message).sorted().toList();
        var events = stream.events(messages.getFirst(), messages.getLast());
        // The ID of a message alone may be that of another event, if the clock of Redis was set back.
        var present = published.stream()
                .collect(partitioningBy(row -> row.event().toString().equals(events.get(row.message()))));
        var acknowledged = present.get(true).stream()
                .filter(row -> isAcknowledged(row.message(), groups))
                .collect(partitioningBy(row -> row.isIn(letters)));
        var lost = present.get(false);
        rows.setDead(acknowledged.get(true));
        rows.delete(acknowledged.get(false));
        rows.setUnpublished(lost);
        return new Cleaned(
                acknowledged.get(true).size() + acknowledged.get(false).size(), lost.size());
    }

    private boolean isAcknowledged(MessageId message, Map<String, GroupProgress> groups) {
        return config.consumers().stream()
                .map(consumer -> groups.getOrDefault(consumer, GroupProgress.NONE))
                .allMatch(group -> group.hasAcknowledged(message));
    }

    /**
     * Removes the messages before the first that a consumer has not acknowledged or that has a row.
     *
     * <p>Only those that the previous call would have removed, too: another replica may have published an event whose
     * row it has not marked yet, and would then find it lost.
     */
    private synchronized void trim(Map<String, GroupProgress> groups) {
        var unacknowledged = config.consumers().stream()
                .map(consumer -> groups.getOrDefault(consumer, GroupProgress.NONE))
                .map(GroupProgress::unacknowledged);
        var first = Stream.concat(unacknowledged, rows.firstPublished().stream())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        stream.trim(first.compareTo(previousFirst) < 0 ? first : previousFirst);
        previousFirst = first;
    }
}
