package shop.defaults.events;

import java.util.Set;

/**
 * Handles the events of a stream; each bean of this type is a consumer in the group of its service.
 *
 * <p>An event may come several times, and events of one order in any order.
 */
public interface EventHandler {

    /** Key of the Redis stream. */
    String stream();

    /** The types of its events; one of another type is a dead letter. */
    Set<String> types();

    /**
     * Applies an event, in a transaction of its own; any exception but an outage of the database is a failed try.
     *
     * @return false if there was nothing to do, because the event has been applied already
     * @throws MalformedEvent if no further try can succeed
     */
    boolean handle(Event event);
}
