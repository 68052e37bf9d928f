package shop.defaults.problem;

/** There is no such thing, or none that this caller may know of. */
public final class NotFound extends Problem {

    /** @param what the thing that was asked for, with its id */
    public NotFound(String what) {
        super(404, "not-found", "Not found", "There is no " + what + ".");
    }
}
