package shop.http.problem;

/** The caller is not allowed to do this. */
public final class Forbidden extends Problem {

    public Forbidden() {
        this("Your role does not allow this.");
    }

    public Forbidden(String detail) {
        super(403, "forbidden", "Forbidden", detail);
    }
}
