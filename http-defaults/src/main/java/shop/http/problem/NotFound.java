package shop.http.problem;

/** The resource does not exist, or the caller may not know that it does. */
public final class NotFound extends Problem {

    /** @param what the requested resource with its ID */
    public NotFound(String what) {
        super(404, "not-found", "Not found", "There is no " + what + ".");
    }
}
