package shop.http.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Probes the readiness of a service on this machine: the health check of images without a shell.
 *
 * <p>A plain socket, because it runs every few seconds within the memory limit of the service.
 */
final class ReadinessProbe {

    // Together below the timeout of a container's health check.
    static final int CONNECT_MILLIS = 500;
    static final int ANSWER_MILLIS = 2_000;
    private static final String REQUEST = "GET /q/health/ready HTTP/1.0\r\n\r\n";
    private static final String READY = "200";

    private ReadinessProbe() {}

    /** @param port of the management interface */
    static boolean passes(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            var status = new BufferedReader(answer).readLine();
            return status != null && status.matches("HTTP/1\\.[01] " + READY + "( .*)?");
        } catch (IOException e) {
            return false;
        }
    }
}
