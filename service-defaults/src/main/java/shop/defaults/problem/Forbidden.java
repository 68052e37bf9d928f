package shop.defaults.problem;

/** The caller is authenticated but not authorized. */
public final class Forbidden extends Problem {

    public Forbidden() {
        super(403, "forbidden", "Forbidden", "Your role does not allow this.");
    }
}
