package shop.local;

/** A login. Its text leaves the password out. */
public record Account(String name, String password) {
    static Account of(String email) {
        return new Account(email, Secrets.next());
    }

    @Override
    public String toString() {
        return name;
    }
}
