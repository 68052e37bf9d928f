package shop.local.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import shop.local.shop.LocalShop;
import shop.local.shop.Service;

/** Sends malformed HTTP requests. */
final class RawClient {
    private static final int ANSWER_LIMIT_MILLIS = 10_000;

    private final LocalShop localShop;

    RawClient(LocalShop localShop) {
        this.localShop = localShop;
    }

    /** The status of the response; 0 if the connection was closed without one. */
    int send(Raw request) {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(),
                localShop.address(request.service()).port())) {
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            try {
                socket.getOutputStream().write(request.bytes());
            } catch (SocketException e) {
                // The request was refused before it was read completely; a response may have arrived.
            }
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9)) : 0;
        } catch (SocketException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("No response to " + request.method() + " " + request.path(), e);
        }
    }

    /** A request as sent over the network. */
    record Raw(Service service, String method, String path, Map<String, String> headers, String body) {
        private byte[] bytes() throws IOException {
            var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            var content = body.getBytes(StandardCharsets.UTF_8);
            if (content.length > 0) {
                head.append("Content-Length: ").append(content.length).append("\r\n");
            }
            var bytes = new ByteArrayOutputStream();
            bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            bytes.write(content);
            return bytes.toByteArray();
        }
    }
}
