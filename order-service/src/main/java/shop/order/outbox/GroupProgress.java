package shop.order.outbox;

/**
 * State of a consumer group of the stream.
 *
 * @param delivered last message that a consumer of the group has read
 * @param pending number of messages that were read and are not acknowledged
 * @param unacknowledged no message before this one is left to be acknowledged
 */
record GroupProgress(MessageId delivered, long pending, MessageId unacknowledged) {

    /** A group without any message, as of a consumer that has not started yet. */
    static final GroupProgress NONE = new GroupProgress(new MessageId(0, 0), 0, new MessageId(0, 0));

    boolean hasAcknowledged(MessageId message) {
        return message.compareTo(unacknowledged) < 0;
    }
}
