package telemetry.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.Body;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import telemetry.redaction.Redaction;

/** Log record as it is exported: without secrets in its body and its exception. */
record RedactedLog(LogRecordData log, Value<?> body, Attributes attributes) implements LogRecordData {

    static LogRecordData of(LogRecordData log) {
        var body = log.getBodyValue();
        var isText = body != null && body.getType() == ValueType.STRING;
        return new RedactedLog(
                log,
                isText ? Value.of(Redaction.text(body.asString())) : body,
                RedactedExceptions.of(log.getAttributes()));
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
