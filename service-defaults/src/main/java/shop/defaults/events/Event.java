package shop.defaults.events;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An event about an order: a message of a Redis stream, whose fields have the names of CloudEvents.
 *
 * @param id the same in each message that repeats the event
 * @param time when what it reports happened
 * @param traceparent of the span that sent it or, before, of the span that caused it; null without a trace
 * @param data JSON object with at least an {@code orderId}
 */
public record Event(UUID id, String type, Instant time, String traceparent, String data) {

    static final String ID = "id";
    static final String TYPE = "type";
    private static final String TIME = "time";
    static final String TRACEPARENT = "traceparent";
    private static final String DATA = "data";

    /** @throws MalformedEvent if a field is missing or has another form */
    static Event of(Map<String, String> fields) {
        try {
            var event = new Event(
                    UUID.fromString(required(ID, fields)),
                    required(TYPE, fields),
                    Instant.parse(required(TIME, fields)),
                    fields.get(TRACEPARENT),
                    required(DATA, fields));
            event.orderId();
            return event;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new MalformedEvent("A field of the message is malformed", e);
        }
    }

    private static String required(String name, Map<String, String> fields) {
        var value = fields.get(name);
        if (value == null) {
            throw new MalformedEvent("The message has no field " + name, null);
        }
        return value;
    }

    /**
     * The order that it is about.
     *
     * @throws MalformedEvent if the data has no such order
     */
    public UUID orderId() {
        try {
            return UUID.fromString(String.valueOf(new JsonObject(data).getValue("orderId")));
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            throw new MalformedEvent("The data has no orderId", e);
        }
    }

    Event sentBy(String sender) {
        return new Event(id, type, time, sender, data);
    }

    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put(ID, id.toString());
        fields.put(TYPE, type);
        fields.put(TIME, time.toString());
        if (traceparent != null) {
            fields.put(TRACEPARENT, traceparent);
        }
        fields.put(DATA, data);
        return fields;
    }
}
