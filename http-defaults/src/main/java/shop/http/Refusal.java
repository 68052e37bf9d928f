package shop.http;

import io.netty.handler.codec.DecoderResult;
import io.vertx.core.http.HttpServerRequest;
import java.util.OptionalInt;

/**
 * Marks a request that {@link ConnectionGuard} refuses.
 *
 * <p>It counts as a success, because Vert.x answers a failure by itself: without a trace ID, a problem and a metric.
 */
public final class Refusal extends DecoderResult {

    private final int status;

    Refusal(int status) {
        super(SIGNAL_SUCCESS);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The status of the response, if the request is refused. */
    public static OptionalInt of(HttpServerRequest request) {
        return request.decoderResult() instanceof Refusal refusal
                ? OptionalInt.of(refusal.status)
                : OptionalInt.empty();
    }
}
