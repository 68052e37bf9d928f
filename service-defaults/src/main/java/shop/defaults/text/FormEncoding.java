package shop.defaults.text;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.http.text.Text;

/**
 * Decodes {@code application/x-www-form-urlencoded} text strictly.
 *
 * <p>The decoders of the JDK, Netty and Vert.x replace bytes that are not UTF-8.
 */
public final class FormEncoding {

    private FormEncoding() {}

    /**
     * Decodes a form to its parameters in their order.
     *
     * @throws IllegalArgumentException if a name or a value is malformed, not UTF-8 or contains U+0000
     */
    public static Map<String, List<String>> parameters(byte[] form) {
        var parameters = new LinkedHashMap<String, List<String>>();
        for (var parameter : text(form).split("&")) {
            if (!parameter.isEmpty()) {
                var parts = parameter.split("=", 2);
                parameters
                        .computeIfAbsent(decoded(parts[0]), _ -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return parameters;
    }

    /** @throws IllegalArgumentException if the text is malformed, not UTF-8 or contains U+0000 */
    public static String decoded(String encoded) {
        // URLDecoder has no strict mode; in Latin-1 each character is a byte.
        var bytes = new String(encoded.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return text(URLDecoder.decode(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
    }

    public static boolean isDecodable(String encoded) {
        try {
            decoded(encoded);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if the bytes are not UTF-8 or contain U+0000 */
    public static String text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!Text.isStorable(text)) {
                throw new IllegalArgumentException("The text contains U+0000");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The text is not UTF-8", e);
        }
    }
}
