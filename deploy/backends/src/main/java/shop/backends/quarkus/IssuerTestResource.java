package shop.backends.quarkus;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A token issuer for the service under test: publishes the key with which {@link TestTokens} signs. */
public final class IssuerTestResource implements QuarkusTestResourceLifecycleManager {

    static final String KEY_ID = "test";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(KEY_ID);
            var published = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/.well-known/jwks.json", exchange -> {
                var body = published.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            var keys = "http://localhost:" + server.getAddress().getPort() + "/.well-known/jwks.json";
            // The first response may take longer than the timeout of the service.
            URI.create(keys).toURL().openStream().close();
            return Map.of(
                    "mp.jwt.verify.publickey.location",
                    keys,
                    "smallrye.jwt.sign.key",
                    key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
