package shop.local.load;

import java.io.IOException;

/** Something to ask a program for, and to wait for its answer. */
@FunctionalInterface
public interface Request {

    /** @return the HTTP status of the answer */
    int send() throws IOException, InterruptedException;
}
