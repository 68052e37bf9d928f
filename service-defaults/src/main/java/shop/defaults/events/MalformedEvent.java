package shop.defaults.events;

/** An event that cannot be handled however often it is tried. */
public final class MalformedEvent extends RuntimeException {

    public MalformedEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
