package telemetry.errors;

import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.JsonSerializable;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions.BeforeSendCallback;
import io.sentry.SentryOptions.BeforeSendTransactionCallback;
import io.sentry.SpanContext;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.Response;
import io.sentry.protocol.SentrySpan;
import io.sentry.protocol.SentryTransaction;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import telemetry.redaction.Redaction;

/** The last thing that happens to an event: secrets and e-mail addresses leave it, and all of the user but the id. */
final class SecretFilter implements BeforeSendCallback, BeforeSendTransactionCallback {

    private static final int DEEPEST = 8;

    @Override
    public SentryEvent execute(SentryEvent event, Hint hint) {
        filter(event.getMessage());
        if (event.getExceptions() != null) {
            event.getExceptions().forEach(exception -> exception.setValue(Redaction.text(exception.getValue())));
        }
        event.setTransaction(Redaction.text(event.getTransaction()));
        if (event.getFingerprints() != null) {
            event.setFingerprints(
                    event.getFingerprints().stream().map(Redaction::text).toList());
        }
        filter(event);
        return event;
    }

    @Override
    public SentryTransaction execute(SentryTransaction transaction, Hint hint) {
        var name = transaction.getTransaction();
        if (name != null && !name.equals(Redaction.text(name))) {
            // It cannot be changed any more.
            return null;
        }
        transaction.getSpans().replaceAll(SecretFilter::filtered);
        filter(transaction);
        return transaction;
    }

    private static void filter(SentryBaseEvent event) {
        filter(event.getRequest());
        if (event.getUser() != null) {
            var id = event.getUser().getId();
            event.setUser(id == null ? null : Work.user(Redaction.text(id)));
        }
        if (event.getBreadcrumbs() != null) {
            event.getBreadcrumbs().forEach(SecretFilter::filter);
        }
        if (event.getTags() != null) {
            event.setTags(texts(event.getTags()));
        }
        if (event.getExtras() != null) {
            event.setExtras(values(event.getExtras(), 0));
        }
        for (var context : event.getContexts().entrySet()) {
            event.getContexts().put(context.getKey(), filtered(context.getValue(), 0));
        }
    }

    private static void filter(Message message) {
        if (message == null) {
            return;
        }
        message.setMessage(Redaction.text(message.getMessage()));
        message.setFormatted(Redaction.text(message.getFormatted()));
        if (message.getParams() != null) {
            message.setParams(message.getParams().stream().map(Redaction::text).toList());
        }
    }

    private static void filter(Breadcrumb breadcrumb) {
        breadcrumb.setMessage(Redaction.text(breadcrumb.getMessage()));
        breadcrumb.getData().replaceAll((name, value) -> filtered(name, value, 0));
    }

    private static void filter(Request request) {
        if (request == null) {
            return;
        }
        request.setUrl(Redaction.text(request.getUrl()));
        request.setQueryString(Redaction.query(request.getQueryString()));
        request.setData(null);
        request.setCookies(null);
        if (request.getHeaders() != null) {
            var headers = new HashMap<>(request.getHeaders());
            headers.keySet().removeIf(Redaction::isSecret);
            request.setHeaders(texts(headers));
        }
    }

    private static Map<String, String> texts(Map<String, String> texts) {
        var filtered = new HashMap<>(texts);
        filtered.replaceAll((name, text) -> Redaction.isSecret(name) ? Redaction.FILTERED : Redaction.text(text));
        return filtered;
    }

    private static Map<String, Object> values(Map<?, ?> values, int depth) {
        var filtered = new HashMap<String, Object>();
        values.forEach((key, value) -> {
            var name = String.valueOf(key);
            filtered.put(Redaction.text(name), filtered(name, value, depth + 1));
        });
        return filtered;
    }

    private static Object filtered(String name, Object value, int depth) {
        return Redaction.isSecret(name) ? Redaction.FILTERED : filtered(value, depth);
    }

    private static SentrySpan filtered(SentrySpan span) {
        return new SentrySpan(
                span.getStartTimestamp(),
                span.getTimestamp(),
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanId(),
                span.getOp(),
                Redaction.text(span.getDescription()),
                span.getStatus(),
                span.getOrigin(),
                texts(span.getTags()),
                span.getMeasurements(),
                span.getData() == null ? null : values(span.getData(), 0));
    }

    private static SpanContext filtered(SpanContext span) {
        span.setDescription(Redaction.text(span.getDescription()));
        span.getTags().replaceAll((name, text) -> Redaction.isSecret(name) ? Redaction.FILTERED : Redaction.text(text));
        span.getData().replaceAll((name, value) -> filtered(name, value, 0));
        return span;
    }

    private static Response filtered(Response response) {
        response.setCookies(null);
        response.setData(null);
        if (response.getHeaders() != null) {
            response.setHeaders(texts(response.getHeaders()));
        }
        return response;
    }

    private static Object filtered(Object value, int depth) {
        if (depth > DEEPEST) {
            return Redaction.FILTERED;
        }
        return switch (value) {
            case String text -> Redaction.text(text);
            case Map<?, ?> map -> values(map, depth);
            case Collection<?> items ->
                items.stream().map(item -> filtered(item, depth + 1)).toList();
            case Object[] items -> filtered(Arrays.asList(items), depth);
            case SpanContext span -> filtered(span);
            case Response response -> filtered(response);
            case Number _, Boolean _, Date _, JsonSerializable _ -> value;
            case null -> null;
            default -> Redaction.text(value.toString());
        };
    }
}
