package shop.order.client;

import jakarta.ws.rs.WebApplicationException;

/** A 4xx answer that a correct request cannot get: a bug or a wrong setting here, which a retry does not heal. */
public final class UnexpectedAnswer extends RuntimeException {

    public UnexpectedAnswer(String service, WebApplicationException answer) {
        super(service + " answered " + answer.getResponse().getStatus(), answer);
    }
}
