package telemetry.errors;

import io.sentry.Hint;
import io.sentry.ILogger;
import io.sentry.JsonDeserializer;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions.BeforeSendCallback;
import io.sentry.SentryOptions.BeforeSendTransactionCallback;
import io.sentry.protocol.SentryTransaction;
import io.sentry.util.MapObjectReader;
import io.sentry.util.MapObjectWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import telemetry.redaction.Redaction;

/**
 * Removes secrets, e-mail addresses, bodies, and all of the user but the ID from events and transactions before they
 * are sent.
 *
 * <p>Works on the fields of their JSON, so that none can be forgotten; an event that cannot be redacted is dropped.
 */
final class EventRedaction implements BeforeSendCallback, BeforeSendTransactionCallback {

    private static final Logger LOG = Logger.getLogger(EventRedaction.class);
    private static final String EVENT = "event";

    /** Names of code and versions: large, and written by no caller. */
    private static final Set<String> HARMLESS = Set.of("modules", "sdk", "stacktrace");

    private final ILogger logger;

    EventRedaction(ILogger logger) {
        this.logger = logger;
    }

    @Override
    public SentryEvent execute(SentryEvent event, Hint hint) {
        return redacted(event, new SentryEvent.Deserializer());
    }

    @Override
    public SentryTransaction execute(SentryTransaction transaction, Hint hint) {
        return redacted(transaction, new SentryTransaction.Deserializer());
    }

    private <T extends SentryBaseEvent> T redacted(T event, JsonDeserializer<T> deserializer) {
        try {
            var document = new LinkedHashMap<String, Object>();
            new MapObjectWriter(document).name(EVENT).value(logger, event);
            return deserializer.deserialize(new MapObjectReader(redacted((Map<?, ?>) document.get(EVENT))), logger);
        } catch (Exception e) {
            // Without its message, which may quote the event.
            LOG.warnf(
                    "An event cannot be redacted and is dropped: %s",
                    e.getClass().getName());
            return null;
        }
    }

    private static Map<String, Object> redacted(Map<?, ?> fields) {
        var redacted = new LinkedHashMap<String, Object>();
        fields.forEach((key, value) -> {
            var name = String.valueOf(key);
            var content = redacted(name, value);
            // Sentry's reader takes no null where it expects an object.
            if (content != null) {
                redacted.put(Redaction.text(name), content);
            }
        });
        return redacted;
    }

    private static Object redacted(String name, Object value) {
        if (Redaction.isSecret(name)) {
            return Redaction.FILTERED;
        }
        return switch (value) {
            case Object _ when HARMLESS.contains(name) -> value;
            case Map<?, ?> user when name.equals("user") -> user(user.get("id"));
            case Map<?, ?> message when name.equals("request") || name.equals("response") -> withoutBody(message);
            case Map<?, ?> fields -> redacted(fields);
            case List<?> items -> items.stream().map(item -> redacted("", item)).toList();
            case String query when name.equals("query_string") -> Redaction.query(query);
            case String text -> Redaction.text(text);
            case null, default -> value;
        };
    }

    private static Map<String, Object> user(Object id) {
        return id == null ? null : redacted(Map.of("id", id));
    }

    private static Map<String, Object> withoutBody(Map<?, ?> message) {
        var redacted = redacted(message);
        redacted.remove("data");
        return redacted;
    }
}
