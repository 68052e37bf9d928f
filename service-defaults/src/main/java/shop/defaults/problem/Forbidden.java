package shop.defaults.problem;

/** The caller is known, but has no right to this. */
public final class Forbidden extends Problem {

    public Forbidden() {
        super(403, "forbidden", "Forbidden", "Your role does not allow this.");
    }
}
