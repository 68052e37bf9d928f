package shop.defaults.errors;

import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions.BeforeSendCallback;
import io.sentry.SentryOptions.BeforeSendTransactionCallback;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryTransaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The last thing that happens to an event: secrets and e-mail addresses leave it, and all of the user but the id. */
final class SecretFilter implements BeforeSendCallback, BeforeSendTransactionCallback {

    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key");
    private static final int DEEPEST = 8;

    @Override
    public SentryEvent execute(SentryEvent event, Hint hint) {
        filter(event.getMessage());
        if (event.getExceptions() != null) {
            event.getExceptions().forEach(exception -> exception.setValue(Redaction.text(exception.getValue())));
        }
        event.setTransaction(Redaction.text(event.getTransaction()));
        filter(event);
        return event;
    }

    @Override
    public SentryTransaction execute(SentryTransaction transaction, Hint hint) {
        transaction.getSpans().forEach(span -> {
            if (span.getData() != null) {
                span.getData().replaceAll((_, value) -> filtered(value, 0));
            }
        });
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
        breadcrumb.getData().replaceAll((_, value) -> filtered(value, 0));
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
            headers.keySet().removeIf(name -> SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
            request.setHeaders(texts(headers));
        }
    }

    private static Map<String, String> texts(Map<String, String> texts) {
        var filtered = new HashMap<>(texts);
        filtered.replaceAll((_, text) -> Redaction.text(text));
        return filtered;
    }

    private static Map<String, Object> values(Map<?, ?> values, int depth) {
        var filtered = new HashMap<String, Object>();
        values.forEach((key, value) -> filtered.put(Redaction.text(String.valueOf(key)), filtered(value, depth + 1)));
        return filtered;
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
            case null, default -> value;
        };
    }
}
