package shop.order.outbox;

import java.util.Comparator;

/** ID of an entry of a Redis stream. */
record MessageId(long milliseconds, long number) implements Comparable<MessageId> {

    private static final Comparator<MessageId> ORDER =
            Comparator.comparingLong(MessageId::milliseconds).thenComparingLong(MessageId::number);

    static MessageId parse(String id) {
        var separator = id.indexOf('-');
        return new MessageId(Long.parseLong(id.substring(0, separator)), Long.parseLong(id.substring(separator + 1)));
    }

    /** The lowest ID after this one. */
    MessageId next() {
        return new MessageId(milliseconds, number + 1);
    }

    @Override
    public int compareTo(MessageId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return milliseconds + "-" + number;
    }
}
