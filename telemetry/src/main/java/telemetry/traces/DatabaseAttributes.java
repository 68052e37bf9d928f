package telemetry.traces;

import io.opentelemetry.api.common.AttributeKey;

/** Attributes of database spans: https://opentelemetry.io/docs/specs/semconv/database/database-spans/. */
public final class DatabaseAttributes {

    /** A statement without its literals. */
    public static final AttributeKey<String> QUERY_TEXT = AttributeKey.stringKey("db.query.text");

    /** A table. */
    public static final AttributeKey<String> COLLECTION_NAME = AttributeKey.stringKey("db.collection.name");
    /** What is done, such as {@code SELECT} or {@code GET}. */
    public static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("db.operation.name");

    /** The product: {@code postgresql} or {@code redis}. */
    public static final AttributeKey<String> SYSTEM_NAME = AttributeKey.stringKey("db.system.name");

    private DatabaseAttributes() {}
}
