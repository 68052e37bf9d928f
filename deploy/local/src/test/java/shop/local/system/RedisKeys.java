package shop.local.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The keys of a Redis, read by its protocol: https://redis.io/docs/latest/develop/reference/protocol-spec/. */
final class RedisKeys {
    private static final int ANSWER_LIMIT_MILLIS = 5_000;

    private final URI url;

    RedisKeys(String url) {
        this.url = URI.create(url);
    }

    List<String> all() {
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            socket.getOutputStream().write("KEYS *\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var count = Integer.parseInt(answer.readLine().substring(1));
            var keys = new ArrayList<String>();
            for (var key = 0; key < count; key++) {
                // The length of the key, then the key.
                answer.readLine();
                keys.add(answer.readLine());
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("Redis does not respond", e);
        }
    }
}
