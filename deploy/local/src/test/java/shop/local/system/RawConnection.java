package shop.local.system;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A TCP connection to a service, for bytes that no HTTP client sends. */
final class RawConnection implements Closeable {
    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        answerWithin(Duration.ofSeconds(15));
    }

    /** Sends bytes, as many as the service takes: it may refuse a request before its end. */
    RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException _) {
            // The answer says why.
        }
        return this;
    }

    RawConnection send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection answerWithin(Duration limit) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
        return this;
    }

    /** Closes the connection by a TCP reset, as a client does that dies. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** All answers until the service closes the connection. */
    List<Answer> answers(boolean areHeadsOnly) throws IOException {
        var answers = new ArrayList<Answer>();
        for (Answer answer; (answer = answer(areHeadsOnly)) != null; ) {
            answers.add(answer);
        }
        return answers;
    }

    List<Answer> answers() throws IOException {
        return answers(false);
    }

    /** All answers, while a client goes on with a byte per second. */
    List<Answer> answersWhileSending(String piece) throws IOException {
        answerWithin(Duration.ofSeconds(1));
        for (var second = 0; second < 60; second++) {
            try {
                return send(piece).answers();
            } catch (SocketTimeoutException _) {
                // Nothing yet.
            }
        }
        throw new SocketTimeoutException("No answer in a minute");
    }

    /** The next answer; null if the service closes the connection instead. */
    Answer answer() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean isHeadOnly) throws IOException {
        var head = new ByteArrayOutputStream();
        var in = socket.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = next(in);
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        var lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        var headers = new TreeMap<String, String>();
        for (var i = 1; i < lines.length; i++) {
            var header = lines[i].split(": ?", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        var length = isHeadOnly ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(lines[0], Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    private static int next(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketException _) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** @param headers by their names in lower case */
    record Answer(String statusLine, int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }
}
