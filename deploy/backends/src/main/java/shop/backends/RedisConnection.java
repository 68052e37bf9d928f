package shop.backends;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A connection to Redis that sends single commands.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis serialization protocol</a>
 */
public final class RedisConnection implements AutoCloseable {
    private static final int ANSWER_LIMIT_MILLIS = 5_000;

    private final Socket socket;
    private final InputStream answers;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
    }

    static RedisConnection to(int port) {
        try {
            return new RedisConnection(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException("Redis does not accept connections", e);
        }
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @return a String, a Long, a List of answers, or null
     * @throws IllegalStateException if Redis refuses the command
     */
    public Object send(String... command) {
        try {
            socket.getOutputStream().write(encoded(command));
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis does not answer " + command[0], e);
        }
    }

    /** The answer to a command that returns a list of texts, such as {@code KEYS}. */
    public List<String> texts(String... command) {
        return list(send(command)).stream().map(String.class::cast).toList();
    }

    /** The elements of an answer that is a list. */
    public static List<?> list(Object answer) {
        return (List<?>) answer;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(String... command) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii("*" + command.length + "\r\n"));
        Arrays.stream(command)
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .forEach(part -> {
                    bytes.writeBytes(ascii("$" + part.length + "\r\n"));
                    bytes.writeBytes(part);
                    bytes.writeBytes(ascii("\r\n"));
                });
        return bytes.toByteArray();
    }

    private Object answer() throws IOException {
        var line = line();
        var text = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> text;
            case ':' -> Long.valueOf(text);
            case '$' -> text(Integer.parseInt(text));
            case '*' -> elements(Integer.parseInt(text));
            case '-' -> throw new IllegalStateException("Redis: " + text);
            default -> throw new IOException("Not an answer of Redis: " + line);
        };
    }

    private String text(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        var bytes = answers.readNBytes(length);
        answers.skipNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Object> elements(int count) throws IOException {
        if (count < 0) {
            return null;
        }
        var elements = new ArrayList<>();
        for (var element = 0; element < count; element++) {
            elements.add(answer());
        }
        return elements;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
