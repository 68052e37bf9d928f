package shop.http.problem;

/** The service ran out of time before it could begin the next step of a request. */
public final class DeadlineExceeded extends OverloadProblem {

    public DeadlineExceeded() {
        super("The request takes too long at present. Try again later.");
    }
}
