package shop.local.shop;

/** Name and password of an account. {@link #toString} omits the password. */
public record Account(String name, String password) {
    public static Account of(String email) {
        return new Account(email, Secrets.next());
    }

    @Override
    public String toString() {
        return name;
    }
}
