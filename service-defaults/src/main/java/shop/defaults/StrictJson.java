package shop.defaults;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.UUID;

/**
 * Rejects JSON values that Jackson would convert, repeated names and anything after the value.
 *
 * <p>Jackson converts values of the wrong type, trims the text of enums and UUIDs, and decodes UUIDs from Base64.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper json) {
        json.setConfig(json.getDeserializationConfig()
                .without(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .with(
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
        json.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
        json.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        json.registerModule(new SimpleModule("exact-text").setDeserializerModifier(new ExactText()));
    }

    private static final class ExactText extends BeanDeserializerModifier {

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> lenient) {
            return new ExactDeserializer(lenient);
        }

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> lenient) {
            return bean.getBeanClass() == UUID.class ? new ExactDeserializer(lenient) : lenient;
        }
    }

    private static final class ExactDeserializer extends DelegatingDeserializer {

        private static final int UUID_LENGTH = 36;

        ExactDeserializer(JsonDeserializer<?> lenient) {
            super(lenient);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> lenient) {
            return new ExactDeserializer(lenient);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING) && !isExact(parser.getText())) {
                return context.handleWeirdStringValue(handledType(), parser.getText(), "Not in its only form");
            }
            return super.deserialize(parser, context);
        }

        private boolean isExact(String text) {
            return text.equals(text.trim()) && (handledType() != UUID.class || text.length() == UUID_LENGTH);
        }
    }
}
