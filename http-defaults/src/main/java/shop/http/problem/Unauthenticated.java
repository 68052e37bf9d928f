package shop.http.problem;

/** The caller is not authenticated, or by wrong credentials. */
public final class Unauthenticated extends Problem {

    public Unauthenticated(String detail) {
        super(401, "unauthenticated", "Unauthenticated", detail);
    }
}
