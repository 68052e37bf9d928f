package shop.local.load;

import java.io.IOException;

/** A request that can be sent. */
@FunctionalInterface
public interface Request {

    /** @return the HTTP status of the response */
    int send() throws IOException, InterruptedException;
}
