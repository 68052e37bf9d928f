package telemetry.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.Body;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import telemetry.redaction.Redaction;

/** A log record as it leaves for the log store: without secrets in its text and its exception. */
record DiscreetLog(LogRecordData log, Value<?> body, Attributes attributes) implements LogRecordData {

    private static final List<AttributeKey<String>> EXCEPTION_TEXTS =
            List.of(AttributeKey.stringKey("exception.message"), AttributeKey.stringKey("exception.stacktrace"));

    static LogRecordData of(LogRecordData log) {
        return new DiscreetLog(log, discreet(log.getBodyValue()), discreet(log.getAttributes()));
    }

    private static Value<?> discreet(Value<?> body) {
        return body != null && body.getType() == ValueType.STRING ? Value.of(Redaction.text(body.asString())) : body;
    }

    private static Attributes discreet(Attributes attributes) {
        var redacted = attributes.toBuilder();
        for (var key : EXCEPTION_TEXTS) {
            var text = attributes.get(key);
            if (text != null) {
                redacted.put(key, Redaction.text(text));
            }
        }
        return redacted.build();
    }

    @Override
    public Resource getResource() {
        return log.getResource();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return log.getInstrumentationScopeInfo();
    }

    @Override
    public long getTimestampEpochNanos() {
        return log.getTimestampEpochNanos();
    }

    @Override
    public long getObservedTimestampEpochNanos() {
        return log.getObservedTimestampEpochNanos();
    }

    @Override
    public SpanContext getSpanContext() {
        return log.getSpanContext();
    }

    @Override
    public Severity getSeverity() {
        return log.getSeverity();
    }

    @Override
    public String getSeverityText() {
        return log.getSeverityText();
    }

    @Override
    @Deprecated
    public Body getBody() {
        return body == null ? Body.empty() : Body.string(body.asString());
    }

    @Override
    public Value<?> getBodyValue() {
        return body;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return log.getTotalAttributeCount();
    }

    @Override
    public String getEventName() {
        return log.getEventName();
    }
}
