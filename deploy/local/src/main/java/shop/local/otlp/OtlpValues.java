package shop.local.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Converts OTLP resources, attributes and ids. */
final class OtlpValues {
    private OtlpValues() {}

    static String service(Resource resource) {
        return texts(resource.getAttributesList()).getOrDefault("service.name", "unknown_service");
    }

    static Map<String, String> texts(List<KeyValue> attributes) {
        var texts = new HashMap<String, String>();
        attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
        return texts;
    }

    /** The OTLP type of each: string, int, double, bool, or an array of these such as {@code string[]}. */
    static Map<String, String> types(List<KeyValue> attributes) {
        var types = new HashMap<String, String>();
        attributes.forEach(attribute -> types.put(attribute.getKey(), type(attribute.getValue())));
        return types;
    }

    static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case VALUE_NOT_SET -> "";
            default -> value.toString();
        };
    }

    static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String type(AnyValue value) {
        if (value.hasArrayValue()) {
            return value.getArrayValue().getValuesList().stream()
                            .findFirst()
                            .map(OtlpValues::type)
                            .orElse("")
                    + "[]";
        }
        return value.getValueCase().name().replace("_VALUE", "").toLowerCase(Locale.ROOT);
    }
}
