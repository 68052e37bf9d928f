package shop.backends.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Sentry envelope: https://develop.sentry.dev/sdk/data-model/envelopes/. */
public record Envelope(JsonNode header, List<Item> items) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Envelope parse(byte[] bytes) throws IOException {
        var lines = new Lines(bytes);
        var header = JSON.readTree(lines.next());
        var items = new ArrayList<Item>();
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.length == 0) {
                continue;
            }
            var itemHeader = JSON.readTree(line);
            var payload = itemHeader.has("length")
                    ? lines.next(itemHeader.path("length").asInt())
                    : lines.next();
            items.add(new Item(header, itemHeader.path("type").asText(), payload));
        }
        return new Envelope(header, items);
    }

    /**
     * One item of an envelope.
     *
     * @param envelope the header of the envelope
     * @param type {@code event}, {@code transaction}, ...
     */
    public record Item(JsonNode envelope, String type, byte[] payload) {
        public JsonNode body() {
            try {
                return JSON.readTree(payload);
            } catch (IOException e) {
                throw new IllegalStateException("Not JSON: " + text(), e);
            }
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    /** Reads lines, and payloads of a known length between them. */
    private static final class Lines {
        private final byte[] bytes;
        private int position;

        private Lines(byte[] bytes) {
            this.bytes = bytes;
        }

        private boolean hasNext() {
            return position < bytes.length;
        }

        private byte[] next() {
            var end = position;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            return take(end);
        }

        private byte[] next(int length) throws IOException {
            if (length > bytes.length - position) {
                throw new IOException("An item of the envelope is truncated");
            }
            return take(position + length);
        }

        private byte[] take(int end) {
            var taken = Arrays.copyOfRange(bytes, position, end);
            position = end + 1;
            return taken;
        }
    }
}
