package shop.local.shop;

/** A login. {@link #toString} omits the password. */
public record Credentials(String name, String password) {
    public static Credentials of(String email) {
        return new Credentials(email, Secrets.next());
    }

    @Override
    public String toString() {
        return name;
    }
}
