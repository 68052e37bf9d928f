package shop.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.backends.process.Ports;
import shop.backends.sentry.StubSentry;
import shop.local.chaos.FaultyProxy.Mode;

class FaultyProxyTest {
    private final StubSentry receiver = StubSentry.start();
    private final FaultyProxy endpoint = FaultyProxy.before(receiver.port());

    @AfterEach
    void stop() {
        endpoint.close();
        receiver.close();
    }

    @Test
    void forwards_traffic() throws Exception {
        assertThat(send()).isEqualTo(200);
        assertThat(send()).isEqualTo(200);

        assertThat(receiver.envelopes()).hasSize(2);
    }

    @Test
    void closes_the_connection_of_a_client_if_the_receiver_resets_its_own() throws IOException {
        var localhost = InetAddress.getLoopbackAddress();
        try (var listener = new ServerSocket(0, 1, localhost);
                var proxy = FaultyProxy.before(listener.getLocalPort());
                var client = new Socket(localhost, proxy.port())) {
            client.setSoTimeout(5_000);
            try (var accepted = listener.accept()) {
                accepted.setSoLinger(true, 0);
            }

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void fails_in_each_mode_and_recovers() throws Exception {
        send();

        endpoint.become(Mode.REFUSING);
        assertThatThrownBy(this::send).isInstanceOf(ConnectException.class);
        endpoint.become(Mode.HANGING);
        assertThatThrownBy(this::send).isInstanceOf(HttpTimeoutException.class);
        endpoint.become(Mode.WORKING);
        assertThat(send()).isEqualTo(200);

        assertThat(receiver.envelopes()).hasSize(2);
    }

    @Test
    void sends_only_invalid_responses() throws Exception {
        endpoint.become(Mode.BABBLING);

        for (var call = 0; call < 4; call++) {
            try {
                assertThat(send()).isIn(200, 500);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("no HTTP");
            }
        }

        assertThat(endpoint.calls()).isEqualTo(4);
        assertThat(receiver.envelopes()).isEmpty();
    }

    @Test
    void cuts_every_third_connection_after_the_receiver_has_done_its_work() throws Exception {
        endpoint.become(Mode.CUTTING);

        assertThat(send()).isEqualTo(200);
        assertThat(send()).isEqualTo(200);
        assertThatThrownBy(this::send).isInstanceOf(IOException.class);

        assertThat(receiver.envelopes()).hasSize(3);
    }

    @Test
    void replaces_every_third_response_after_the_receiver_has_done_its_work() throws Exception {
        endpoint.become(Mode.GARBLING);

        var bodies = List.of(receive(), receive(), receive());

        assertThat(bodies).containsExactly("{}", "{}", "junk");
        assertThat(receiver.envelopes()).hasSize(3);
    }

    @Test
    void delays_every_third_response_for_longer_than_a_client_waits() throws Exception {
        endpoint.become(Mode.LATE);

        assertThat(send()).isEqualTo(200);
        assertThat(send()).isEqualTo(200);
        assertThatThrownBy(this::send).isInstanceOf(HttpTimeoutException.class);

        assertThat(receiver.envelopes()).hasSize(3);
    }

    @Test
    void forwards_to_another_replica_if_one_refuses() throws Exception {
        endpoint.forwardTo(List.of(Ports.free(), receiver.port()));

        assertThat(send()).isEqualTo(200);
        assertThat(send()).isEqualTo(200);

        assertThat(receiver.envelopes()).hasSize(2);
    }

    private int send() throws IOException, InterruptedException {
        return response().statusCode();
    }

    private String receive() throws IOException, InterruptedException {
        return response().body();
    }

    /** Uses a new connection: a reused one may have been closed unnoticed. */
    private HttpResponse<String> response() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + "/api/1/envelope/"))
                .timeout(Duration.ofSeconds(3))
                .POST(HttpRequest.BodyPublishers.ofString("{}\n"));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
