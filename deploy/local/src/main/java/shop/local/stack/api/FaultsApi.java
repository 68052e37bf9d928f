package shop.local.stack.api;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

/** Client for the faults of one service, on its management port. */
public final class FaultsApi {
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);

    private final String service;
    private final String base;

    public FaultsApi(String service, String managementUrl) {
        this.service = service;
        this.base = managementUrl + "/q/faults/";
    }

    /**
     * @param timeToLive after which the service switches the fault off
     * @throws IllegalStateException with the service's response, if it refuses
     */
    public void switchOn(String fault, Map<String, String> parameters, Duration timeToLive) {
        var query = new StringBuilder("?ttl=" + timeToLive.toSeconds() + "s");
        parameters.forEach(
                (name, value) -> query.append('&').append(name).append('=').append(HttpApi.encode(value)));
        var answer = HttpApi.send(request(fault + query).PUT(HttpRequest.BodyPublishers.noBody()));
        if (answer.statusCode() == 404) {
            throw new IllegalStateException(
                    service + " has no fault \"" + fault + "\", or was not started with SHOP_FAULTS_ENABLED=true.");
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(service + " refuses the fault \"" + fault + "\": " + answer.body());
        }
    }

    public void switchOff(String fault) {
        HttpApi.send(request(fault).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(RESPONSE_TIMEOUT);
    }
}
