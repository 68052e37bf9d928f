package shop.http.problem;

/** The service has reached a concurrency limit. */
public final class Overloaded extends OverloadProblem {

    public Overloaded() {
        super("There are too many requests. Try again later.");
    }
}
